import { computed } from '@preact/signals';
import { containersAt } from '../../core/moment/waitsFor';
import { eventsAt } from '../../core/moment/eventsAt';
import { fold, folds, panel, selection } from '../page/store';
import { Icon } from '../parts/buttons';
import { podTable } from '../../core/trace/podTable';
import { registerView } from '../page/views';
import { statusChanges } from '../../core/trace/statusChanges';
import { timeOf } from '../parts/timeOf';
import { visibleText } from '../../core/visibleText';
import { worldAt, type WorldAt } from '../../core/moment/world';
import type { Message, Trace } from '../../core/trace/trace';
import type { PodAt } from '../../core/moment/podAt';

const chosen = computed(() => {
  const trace = panel.value?.shown?.trace;
  const id = selection.value?.kind === 'message' ? selection.value.message : undefined;
  const message = trace?.messages.find((one) => one.id === id);
  return trace && message && { trace, message };
});

/** As many events are shown, the newest first. */
const mostEvents = 8;

/** The world as it is when the selected call has ended. */
function State() {
  if (!chosen.value) return null;
  const { trace, message } = chosen.value;
  const world = worldAt(trace, message.id);
  if (!world) return null;
  const isOpen = folds.value.state;
  return (
    <section class={isOpen ? 'state' : 'state closed'} aria-label="State at that moment">
      <h3>
        <button type="button" class="toggle" aria-expanded={isOpen} onClick={() => fold('state', !isOpen)}>
          <Icon name="chevron-right" />
          {world.at ? `State at ${timeOf(world.at, trace.start)}` : 'State then; nothing tells the moment'}
        </button>
      </h3>
      {isOpen && <Pod trace={trace} message={message} world={world} />}
    </section>
  );
}

function Pod({ trace, message: { subject }, world }: { trace: Trace; message: Message; world: WorldAt }) {
  const { pods, images } = world.now;
  const own = subject ? `${subject.namespace}/${subject.pod}` : ([...pods.keys()].at(-1) ?? '');
  const at = pods.get(own);
  if (!at?.pod) return <p class="known">There is no pod yet, as far as the trace tells.</p>;
  const before = world.before.pods.get(own);
  const now = world.at?.at ?? trace.start;
  const isSeen = trace.source !== 'simulated';
  const events = eventsAt(trace, world, at.pod.metadata?.name ?? '');
  return (
    <div class="state-body">
      {at.isDeleted ? (
        <p class="known">The pod is gone.</p>
      ) : (
        <pre tabIndex={0} aria-label="kubectl get pods -o wide">
          {podTable([at.pod], { wide: true, now })}
        </pre>
      )}
      <dl>
        <dt>Phase</dt>
        <dd class={isNew(at.pod.status?.phase, before?.pod?.status?.phase)}>{at.pod.status?.phase ?? 'not known'}</dd>
        <dt>Conditions</dt>
        <dd>
          <Conditions at={at} before={before} />
        </dd>
        <dt>Containers</dt>
        <dd>
          <Containers at={at} before={before} />
        </dd>
        <dt>Sandbox</dt>
        <dd class={isNew(sandboxText(at), before && sandboxText(before))}>{sandboxText(at)}</dd>
        <dt>Volumes</dt>
        <dd class={isNew(volumesText(at), before && volumesText(before))}>{volumesText(at)}</dd>
        <dt>Images</dt>
        <dd>
          {images.size === 0
            ? 'none is known to be on the node'
            : `${[...images].map((name) => visibleText(name)).join(', ')}${isSeen ? '; of others nothing is known' : ''}`}
        </dd>
        <dt>Events</dt>
        <dd>
          {events.length === 0 ? 'none' : null}
          <ul>
            {events.slice(0, mostEvents).map(({ reason, message, metadata }) => (
              <li key={metadata.name}>
                <strong>{visibleText(reason ?? '')}</strong> {visibleText(message ?? '')}
              </li>
            ))}
          </ul>
          {events.length > mostEvents ? `and ${events.length - mostEvents} older ones` : null}
        </dd>
      </dl>
    </div>
  );
}

/** What just changed is marked, and said to who does not see it. */
function isNew(now: string | undefined, before: string | undefined): string | undefined {
  return now === before ? undefined : 'changed';
}

function Conditions({ at, before }: { at: PodAt; before: PodAt | undefined }) {
  const all = at.pod?.status?.conditions ?? [];
  const news = new Set(
    statusChanges(before?.pod?.status, at.pod?.status ?? {}).flatMap((one) =>
      one.type === 'condition' ? one.condition : [],
    ),
  );
  if (all.length === 0) return <>none yet</>;
  return (
    <ul>
      {all.map(({ type, status, reason }) => (
        <li key={type} class={news.has(type) ? 'changed' : undefined}>
          {`${visibleText(type)}: ${visibleText(status)}${reason ? ` (${visibleText(reason)})` : ''}`}
          {news.has(type) && <span class="just"> changed now</span>}
        </li>
      ))}
    </ul>
  );
}

function Containers({ at, before }: { at: PodAt; before: PodAt | undefined }) {
  const old = new Map((before ? containersAt(before) : []).map((one) => [one.name, one]));
  return (
    <ul>
      {containersAt(at).map(({ name, state, waitsFor }) => {
        const was = old.get(name);
        const hasChanged = was?.state !== state || was.waitsFor !== waitsFor;
        return (
          <li key={name} class={hasChanged ? 'changed' : undefined}>
            <strong>{visibleText(name)}</strong>
            {`: ${visibleText(state)}${waitsFor === '' ? '' : `; waits for ${visibleText(waitsFor)}`}`}
            {hasChanged && <span class="just"> changed now</span>}
          </li>
        );
      })}
    </ul>
  );
}

function sandboxText({ sandbox, pod }: PodAt): string {
  const ip = sandbox?.ip ?? pod?.status?.podIP;
  const address = ip === undefined ? '' : `, IP ${ip}`;
  if (!sandbox) return `none is known${address}`;
  const words = {
    making: 'being made',
    ready: 'ready',
    failed: 'could not be made',
    stopped: 'stopped',
    removed: 'removed',
  };
  return `${words[sandbox.state]}${sandbox.id === undefined ? '' : `, ${sandbox.id.slice(0, 12)}`}${address}`;
}

/** The kubelet makes the sandbox when all volumes are mounted (SyncPod, pkg/kubelet/kubelet.go, 1.37). */
function volumesText({ sandbox, pod }: PodAt): string {
  const names = (pod?.spec?.volumes ?? []).map(({ name }) => visibleText(name));
  if (names.length === 0) return 'none';
  const are = names.length === 1 ? 'is' : 'are';
  return `${names.join(', ')} ${sandbox ? `${are} mounted` : `${are} not known to be mounted yet`}`;
}

registerView({
  name: 'moment',
  place: 'side',
  order: 20,
  failed: () => 'The state at that moment cannot be told',
  View: State,
});
