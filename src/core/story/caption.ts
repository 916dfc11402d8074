import { visibleText } from '../visibleText';
import type { Trace } from '../trace/trace';

/** What stands under a picture of a start: what it is of, simulated or observed, in which release, with which faults. */
export function captionOf(
  { title, source, kubernetes }: Pick<Trace, 'title' | 'source' | 'kubernetes'>,
  faults: readonly string[] = [],
): string {
  return [
    visibleText(title),
    source === 'simulated' ? 'simulated by Pod Startup' : 'observed in a cluster',
    ...(kubernetes === '' ? [] : [`Kubernetes ${visibleText(kubernetes)}`]),
    ...(faults.length === 0 ? [] : [`with ${faults.map((fault) => visibleText(fault)).join(', ')}`]),
  ].join(' · ');
}
