import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { actorNames, type Message, type Trace } from '../../core/trace/trace';
import { labelText, requestLabel, responseLabel } from '../../core/trace/messageLabel';
import { narrate } from '../../core/narration/narrate';
import { podNews } from '../../core/moment/podNews';
import { podTable } from '../../core/trace/podTable';
import { worldAt } from '../../core/moment/world';
import { here, steps } from '../page/walk';
import { IconButton } from '../parts/buttons';
import { Modal } from '../parts/modal';
import { openDialog, panel, state } from '../page/store';
import { actionOf, perform, withKey } from '../parts/keys';
import { registerView } from '../page/views';
import { RunsText } from '../parts/runsText';
import { timeOf } from '../parts/timeOf';
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
        <Slide trace={trace} message={message} />
      </div>
    </Modal>
  );
}

/** A call between its actors, what it is for, and what it changes. */
function Slide({ trace, message }: { trace: Trace; message: Message }) {
  const root = useRef<HTMLDivElement>(null);
  const { what, why, result } = narrate(trace, message);
  useLayoutEffect(() => root.current?.scrollTo(0, 0), [message.id]);
  return (
    <div ref={root} class="slide" autofocus tabIndex={0} role="group" aria-label={labelText(requestLabel(message))}>
      <p class="presented-time">{timeOf(message.start ?? message.end, trace.start)}</p>
      <Arrow message={message} />
      <div class="presented-text" aria-live="polite">
        {[what, why, result].map(
          (runs, at) =>
            runs.length > 0 && (
              <p key={at}>
                <RunsText runs={runs} />
              </p>
            ),
        )}
      </div>
      <Changes trace={trace} message={message} />
    </div>
  );
}

function Arrow({ message }: { message: Message }) {
  const { from, to, node, protocol, outcome } = message;
  const isOwn = from === to;
  const [first, second] = actorNames(isOwn ? [from] : [from, to], node);
  const answer = responseLabel(message);
  return (
    <div class={`presented-call arrow protocol-${protocol} ${isOwn ? 'own' : ''}`}>
      <div class="presented-actor">{first}</div>
      <div class="presented-arrows">
        <div class="presented-request">{labelText(requestLabel(message))}</div>
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

/** What is otherwise than before the call, and the pod as `kubectl get pods -o wide` has it then. */
function Changes({ trace, message: { id, subject } }: { trace: Trace; message: Message }) {
  const world = worldAt(trace, id);
  if (!world) return null;
  const { pods } = world.now;
  const own = subject ? `${subject.namespace}/${subject.pod}` : ([...pods.keys()].at(-1) ?? '');
  const now = pods.get(own);
  if (!now?.pod) return null;
  const news = podNews(world.before.pods.get(own), now);
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
      {!now.isDeleted && (
        <pre tabIndex={0} aria-label="kubectl get pods -o wide">
          {podTable([now.pod], { wide: true, now: world.at?.at ?? trace.start })}
        </pre>
      )}
    </section>
  );
}

registerView({
  name: 'presenter',
  place: 'head',
  order: 920,
  failed: (title) => `“${title}” cannot be presented`,
  View: Presenter,
});
