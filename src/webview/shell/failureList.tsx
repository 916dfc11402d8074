import { failures } from '../page/failures';
import { FailureNotice } from './failureNotice';
import { viewsAt, type ViewPlace } from '../page/views';

/** These have room for the words in their own place. */
const roomy: readonly ViewPlace[] = ['head', 'about', 'stage', 'side'];

/** The failures of what has no place of its own. */
export function FailureList() {
  const placed = new Set(roomy.flatMap(viewsAt).map(({ name }) => name));
  const parts = [...failures.value.keys()].filter((name) => !placed.has(name));
  return (
    <div class="failures">
      {parts.map((part) => (
        <FailureNotice key={part} part={part} />
      ))}
    </div>
  );
}
