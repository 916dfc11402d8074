import type { ShownStart } from './shownStart';
import type { Change, ChangeKind } from './change';

/** Of these what changes is told by what it is about, whatever value it gets. */
const byField: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['field', 'stored', 'time', 'status']);

const word = /[\w.:/@-]+/g;

/** What tells the changes of a start from each other, whatever pods, containers and images are called. */
export function signatureOf(...starts: readonly ShownStart[]): (change: Change) => string {
  const names = new Map<string, string>();
  const put = (name: string | undefined, stand: string): void => {
    if (name) names.set(name, stand);
  };
  for (const { object } of starts.flatMap(({ watch }) => watch)) {
    const { metadata, spec } = object;
    put(metadata?.namespace, 'NAMESPACE');
    put(metadata?.name, 'POD');
    put(metadata?.generateName, 'POD');
    for (const owner of metadata?.ownerReferences ?? []) put(owner.name, 'OWNER');
    for (const { name } of spec?.volumes ?? []) put(name, 'VOLUME');
    for (const one of [
      ...(spec?.initContainers ?? []),
      ...(spec?.containers ?? []),
      ...(spec?.ephemeralContainers ?? []),
    ]) {
      // prettier-ignore
      put(one.image, 'IMAGE');
      put(one.name, 'CONTAINER');
    }
  }
  for (const { name } of starts.flatMap(({ errors }) => errors)) put(name, 'OBJECT');
  const generalised = (text: string): string => text.replace(word, (one) => names.get(one) ?? one);
  // How long something takes is another time for each, and so are the values that one field gets or had.
  return ({ kind, what, before, after }) => {
    const sides = byField.has(kind) ? [before === undefined, after === undefined] : [before ?? null, after ?? null];
    return generalised(JSON.stringify([kind, what, ...sides]));
  };
}
