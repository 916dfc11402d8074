import type { ContainerFacts } from './podFacts';
import type { SuggestedCommand } from './suggestedCommand';
import { withoutNames, withoutReferences } from './withoutReferences';

/** What a text of the kubelet or the runtime means. */
export interface KnownText {
  cause: string;
  /** Within the container, with its dot. */
  field?: string;
  next: string;
  command?: SuggestedCommand;
}

/** The meaning of the first text that fits, with the mount or the variable that it names as its field. */
export function knownText(
  texts: readonly [RegExp, KnownText][],
  message: string,
  container: ContainerFacts,
): KnownText | undefined {
  const { facts, name, spec } = container;
  const bare = withoutNames(withoutReferences(message, spec?.image ?? ''), [facts.name, name]);
  const known = texts.find(([pattern]) => pattern.test(bare))?.[1];
  return known?.field === '.volumeMounts' ? { ...known, field: mountField(message, container) } : known;
}

function mountField(message: string, { spec }: ContainerFacts): string {
  const variable = /missing value for ([^\s,]+)/.exec(message)?.[1];
  const index =
    spec?.volumeMounts?.findIndex(
      ({ name, mountPath, subPath, subPathExpr }) =>
        message.includes(`"${name}"`) ||
        message.includes(mountPath) ||
        (subPath !== undefined && message.includes(subPath)) ||
        (variable !== undefined && subPathExpr?.includes(`$(${variable})`)),
    ) ?? -1;
  return index < 0 ? '.volumeMounts' : `.volumeMounts[${index}]`;
}
