import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { actorNames, type Message, type Trace } from '../../core/trace/trace';
import { labelText } from '../../core/trace/labels';
import { here, steps } from '../page/walk';
import { IconButton } from '../parts/buttons';
import { Modal } from '../parts/modal';
import { PodTable } from '../parts/podTable';
import { labels, openDialog, panel, state } from '../page/store';
import { actionOf, perform, withKey } from '../parts/keys';
import { registerView } from '../page/views';
import { RunsText } from '../parts/runsText';
import type { PodText } from '../../core/moment/stateText';
import { timeOf } from '../../core/trace/timeOf';
import { useAnswers } from '../page/asking';
import { walk } from '../page/player';

/** One step at a time in large letters, and nothing else. */
function Presenter() {
  const trace = panel.value?.shown?.trace;
  if (state.value.dialog !== 'present' || !trace || steps.value.length === 0) return null;
  return <Presentation trace={trace} />;
}

function Presentation({ trace }: { trace: Trace }) {
  const all = steps.value;
  const at = Math.max(0, here.value);
  useEffect(() => {
    if (here.peek() < 0) walk(0);
  }, []);
  const message = all[at]?.message;
  const close = (): void => openDialog(undefined);
  if (!message) return null;
  return (
    <Modal class="presenter" label={`Step by step: ${trace.title}`} close={close}>
      <div
        class="presented"
        onKeyDown={(event) => {
          const isPressed = event.target instanceof HTMLButtonElement && actionOf('dialog', event) === 'press';
          if (isPressed) return;
          perform('presenter', event, {
            next: () => walk(at + 1),
            previous: () => walk(at - 1),
            first: () => walk(0),
            last: () => walk(all.length - 1),
          });
        }}
      >
        <div class="presented-head">
          <span class="presented-title">{trace.title}</span>
          <span role="status">{`Step ${at + 1} of ${all.length}`}</span>
          <span class="space" />
          <IconButton
            icon="arrow-left"
            label={withKey('Previous step', 'presenter', 'previous')}
            onClick={() => walk(at - 1)}
          />
          <IconButton
            icon="arrow-right"
            label={withKey('Next step', 'presenter', 'next')}
            onClick={() => walk(at + 1)}
          />
          <IconButton icon="close" label={withKey('End the presentation', 'dialog', 'close')} onClick={close} />
        </div>
        <Slide trace={trace} message={message} next={all[at + 1]?.message.id} />
      </div>
    </Modal>
  );
}

/** A call between its actors, what it is for, and what it changes. */
function Slide({ trace, message, next }: { trace: Trace; message: Message; next: string | undefined }) {
  const root = useRef<HTMLDivElement>(null);
  // The next one is asked for, too: it is there when it is gone to.
  const ids = [message.id, ...(next === undefined ? [] : [next])];
  const narration = useAnswers('narration', ids).get(message.id);
  const pod = useAnswers('state', ids).get(message.id)?.pod;
  useLayoutEffect(() => root.current?.scrollTo(0, 0), [message.id]);
  return (
    <div
      ref={root}
      class="slide"
      autofocus
      tabIndex={0}
      role="group"
      aria-label={labelText(labels.value.request(message))}
    >
      <p class="presented-time">{timeOf(message.start ?? message.end, trace.start)}</p>
      <Arrow message={message} />
      <div class="presented-text" aria-live="polite">
        {[narration?.what, narration?.why, narration?.result].map(
          (runs, at) =>
            runs !== undefined &&
            runs.length > 0 && (
              <p key={at}>
                <RunsText runs={runs} />
              </p>
            ),
        )}
      </div>
      {pod && <Changes pod={pod} />}
    </div>
  );
}

function Arrow({ message }: { message: Message }) {
  const { from, to, node, protocol, outcome } = message;
  const isOwn = from === to;
  const [first, second] = actorNames(isOwn ? [from] : [from, to], node);
  const answer = labels.value.response(message);
  return (
    <div class={`presented-call arrow protocol-${protocol} ${isOwn ? 'own' : ''}`}>
      <div class="presented-actor">{first}</div>
      <div class="presented-arrows">
        <div class="presented-request">{labelText(labels.value.request(message))}</div>
        <div class="line there" aria-hidden="true" />
        {answer && <div class={`line back ${outcome.ok ? '' : 'failed'}`} aria-hidden="true" />}
        {answer && (
          <div class={`presented-answer ${outcome.ok ? '' : 'failed'}`}>
            {`${outcome.ok ? '' : '✗ '}${labelText(answer)}`}
          </div>
        )}
      </div>
      {second !== undefined && <div class="presented-actor">{second}</div>}
    </div>
  );
}

/** What the call changed, and the pod as `kubectl get pods -o wide` has it then. */
function Changes({ pod: { news, table } }: { pod: PodText }) {
  return (
    <section class="presented-changes" aria-label="What changed">
      {news.length > 0 && (
        <dl>
          {news.map((one) => (
            <div key={one.what}>
              <dt>{one.what}</dt>
              <dd>{one.now}</dd>
            </div>
          ))}
        </dl>
      )}
      {table !== undefined && <PodTable table={table} label="kubectl get pods -o wide" />}
    </section>
  );
}

registerView({
  later: true,
  name: 'presenter',
  place: 'head',
  order: 920,
  View: Presenter,
});
