import { computed } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { CloseButton, closeDetails } from './closeButton';
import { markFound } from './foundText';
import { MessageDetails } from './messageDetails';
import { PartDetails } from './partDetails';
import { perform } from '../parts/keys';
import { registerView } from '../page/views';
import { timeOf } from '../../core/trace/timeOf';
import { panel, selection, settled, state } from '../page/store';

const messages = computed(() => state.value.messages);
const feeds = computed(() => state.value.feeds);

/** What is selected, in the pane beside the diagram. */
function Details() {
  const root = useRef<HTMLElement>(null);
  useEffect(() => (root.current ? markFound(root.current) : undefined), []);
  const chosen = selection.value;
  // As a sheet, all of the pane scrolls: of another call its beginning is seen.
  useLayoutEffect(() => root.current?.closest('.side')?.scrollTo(0, 0), [chosen]);
  return (
    <section
      ref={root}
      class="details"
      aria-label="Details of the selected call"
      onKeyDown={(event) => perform('details', event, { close: closeDetails })}
    >
      <Selected />
    </section>
  );
}

function Selected() {
  const chosen = selection.value;
  if (chosen?.kind === 'message') {
    const message = messages.value.get(chosen.message);
    const trace = panel.value?.shown?.trace;
    if (!message || !trace) return null;
    const own = feeds.value?.message === message.id ? feeds.value.feeds : [];
    return <MessageDetails trace={trace} message={message} feeds={own} />;
  }
  if (chosen?.kind === 'moment') return <MomentHead at={chosen.at} />;
  if (chosen?.kind !== 'part') return null;
  const lane = settled.value?.shown?.findings.timeline.find(({ uid }) => uid === chosen.uid);
  const part = lane?.parts[chosen.index];
  return lane && part ? <PartDetails part={part} lane={lane} /> : null;
}

/** A moment has no details but the state that stands below. */
function MomentHead({ at }: { at: number }) {
  const start = panel.value?.shown?.trace.start ?? at;
  return (
    <header>
      <div class="title-line">
        <h2>{`At ${timeOf({ at, precision: 0 }, start)}`}</h2>
        <CloseButton />
      </div>
    </header>
  );
}

function focusFirst(): void {
  const root = document.querySelector('.details');
  const first = root?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]') ?? root?.querySelector('button');
  first?.focus();
}

registerView({
  later: true,
  name: 'details',
  place: 'side',
  order: 10,
  View: Details,
  focus: focusFirst,
});
