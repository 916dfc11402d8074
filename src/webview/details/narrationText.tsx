import { useMemo } from 'preact/hooks';
import { narrate } from '../../core/narration/narrate';
import { RunsText } from '../parts/runsText';
import { SourceLinks } from '../parts/sourceLinks';
import type { Message, Trace } from '../../core/trace/trace';

/** What a message is for, why it comes now and what follows from it. */
export function NarrationText({ trace, message }: { trace: Trace; message: Message }) {
  const { what, why, result, links } = useMemo(() => narrate(trace, message), [trace, message]);
  return (
    <section class="narration" aria-label="What it is for">
      {[what, why, result].map(
        (runs, at) =>
          runs.length > 0 && (
            <p key={at}>
              <RunsText runs={runs} />
            </p>
          ),
      )}
      <SourceLinks links={links} />
    </section>
  );
}
