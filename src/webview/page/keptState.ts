import { entryOf } from '../../core/entryOf';
import { emptyState, stageViews, type PageState, type Selection, type Sight } from './pageState';
import { isMap } from '../../core/isMap';
import { actors } from '../../core/trace/trace';
import { knownKeys } from '../../core/knownKeys';
import { levels } from '../../core/trace/level';

/** What the page remembers over being hidden and over a reload of the window: the host's memento, and how a person saw it. */
export function toKeep(state: PageState): unknown {
  const { panel, sight, selection, pod, page, level, view, folds, folded, hidden, dialog } = state;
  return {
    ...(panel && panel.kind !== 'saved' && panel.memento),
    ...chosenSight(sight),
    ...(selection?.kind === 'message' && { selection: selection.message }),
    ...(selection?.kind === 'part' && { part: { uid: selection.uid, index: selection.index } }),
    ...(pod !== undefined && { pod }),
    page,
    level,
    view,
    ...folds,
    ...(dialog === 'present' && { dialog }),
    ...(folded.size > 0 && { folded: [...folded] }),
    ...(hidden.size > 0 && { hidden: [...hidden] }),
  };
}

/** A zoom that nobody chose is fitted again. */
function chosenSight({ isZoomed = false, zoom, ...place }: Sight): Sight {
  return { ...place, ...(isZoomed && zoom !== undefined && { zoom }) };
}

/**
 * The state to begin with, and the identity of what it was of. What was kept may be an older version's.
 *
 * @param chosen in how much detail starts were looked at last, in any panel
 */
export function fromKept(kept: unknown, chosen?: string): { state: PageState; identity?: string } {
  const level = levels.find((one) => String(one) === chosen) ?? emptyState.level;
  if (typeof kept !== 'object' || kept === null) return { state: { ...emptyState, level } };
  const get = (name: string): unknown => entryOf({ ...kept }, name);
  const text = (name: string): string | undefined => ofType(get(name), 'string');
  const number = (name: string): number | undefined => ofType(get(name), 'number');
  const folds = { ...emptyState.folds };
  for (const name of knownKeys(folds)) folds[name] = ofType(get(name), 'boolean') ?? folds[name];
  const [zoom, scrollLeft, scrollTop] = [number('zoom'), number('scrollLeft'), number('scrollTop')];
  return {
    ...identityIn(text('uri'), text('workload'), get('watched')),
    state: {
      ...emptyState,
      pod: text('pod'),
      page: number('page') ?? 0,
      level: levels.find((one) => one === get('level')) ?? level,
      view: stageViews.find((view) => view === get('view')) ?? emptyState.view,
      dialog: get('dialog') === 'present' ? 'present' : undefined,
      selection: selectionIn(text('selection'), get('part')),
      sight: {
        ...(zoom !== undefined && { zoom, isZoomed: true }),
        ...(scrollLeft !== undefined && { scrollLeft }),
        ...(scrollTop !== undefined && { scrollTop }),
      },
      folds,
      folded: new Set(textsIn(get('folded'))),
      hidden: new Set(knownKeys(actors).filter((actor) => textsIn(get('hidden')).includes(actor))),
    },
  };
}

function selectionIn(message: string | undefined, part: unknown): Selection | undefined {
  if (message !== undefined) return { kind: 'message', message, together: [], reveal: false };
  if (!isMap(part)) return undefined;
  const [uid, index] = [ofType(part['uid'], 'string'), ofType(part['index'], 'number')];
  return uid === undefined || index === undefined ? undefined : { kind: 'part', uid, index };
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

function ofType<Type extends keyof Types>(value: unknown, type: Type): Types[Type] | undefined {
  return typeof value === type ? (value as Types[Type]) : undefined;
}

function identityIn(uri: string | undefined, workload = '', watched: unknown): { identity?: string } {
  if (watched !== undefined) return { identity: 'watched' };
  return uri === undefined ? {} : { identity: `${uri} ${workload}` };
}
