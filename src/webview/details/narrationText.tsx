import { here, steps } from '../page/walk';
import { RunsText } from '../parts/runsText';
import { SourceLinks } from '../parts/sourceLinks';
import { useAnswers } from '../page/asking';
import type { Message } from '../../core/trace/trace';

/** What a message is for, why it comes now and what follows from it. Those before and after it are asked for, too. */
export function NarrationText({ message: { id } }: { message: Message }) {
  const [before, after] = [steps.value[here.value - 1], steps.value[here.value + 1]];
  const near = [before, after].flatMap((step) => step?.message.id ?? []);
  const { what, why, result, links } = useAnswers('narration', [id, ...near]).get(id) ?? {};
  return (
    <section class="narration" aria-label="What it is for">
      {[what, why, result].map(
        (runs, at) =>
          runs &&
          runs.length > 0 && (
            <p key={at}>
              <RunsText runs={runs} />
            </p>
          ),
      )}
      {links && <SourceLinks links={links} />}
    </section>
  );
}
