import { plightOf } from '../../core/diagnosis/plight';
import type { Diagnosis } from '../../core/diagnosis/facts/finding';

/** `Why pod web, container app does not run: …`; a start that only waits is not said to have failed. */
export function causeTitle(diagnosis: Diagnosis): string {
  const { subject, container, alike = 0, isWaiting, isOver, among, cause } = diagnosis;
  const others =
    alike === 0
      ? ''
      : ` (and ${alike} more ${alike === 1 ? 'pod' : 'pods'} like it${among === undefined ? '' : `: ${among}`})`;
  const who = `${subject}${container === undefined ? '' : `, container ${container}`}`;
  if (isOver) return `Why ${who} was restarted: ${cause}`;
  return isWaiting
    ? `What ${who} waits for${others}: ${cause}`
    : `Why ${who} ${plightOf(diagnosis)}${others}: ${cause}`;
}
