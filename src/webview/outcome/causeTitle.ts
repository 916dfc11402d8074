import type { PlacedDiagnosis } from '../../core/panel/protocol';

/** `Why pod web, container app does not run: …`; a start that only waits is not said to have failed. */
export function causeTitle({
  subject,
  container,
  alike = 0,
  isWaiting,
  isOver,
  among,
  cause,
}: PlacedDiagnosis): string {
  const others =
    alike === 0
      ? ''
      : ` (and ${alike} more ${alike === 1 ? 'pod' : 'pods'} like it${among === undefined ? '' : `: ${among}`})`;
  const who = `${subject}${container === undefined ? '' : `, container ${container}`}`;
  if (isOver) return `Why ${who} was restarted: ${cause}`;
  return isWaiting ? `What ${who} waits for${others}: ${cause}` : `Why ${who} does not run${others}: ${cause}`;
}
