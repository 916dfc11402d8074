import { pathKinds, type PathPart } from '../../core/trace/pathPart';

/** A part's name as it stands in its bar: `image pull app`. */
export function partName({ kind, container }: Pick<PathPart, 'kind' | 'container'>): string {
  return container ? `${pathKinds[kind]} ${container}` : pathKinds[kind];
}
