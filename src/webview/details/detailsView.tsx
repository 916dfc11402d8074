import { computed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { closeDetails } from './closeButton';
import { markFound } from './foundText';
import { MessageDetails } from './messageDetails';
import { PartDetails } from './partDetails';
import { registerView } from '../page/views';
import { panel, selection, settled, state } from '../page/store';

const messages = computed(() => state.value.messages);
const feeds = computed(() => state.value.feeds);

/** What is selected, in the pane beside the diagram. */
function Details() {
  const root = useRef<HTMLElement>(null);
  useEffect(() => (root.current ? markFound(root.current) : undefined), []);
  return (
    <section
      ref={root}
      class="details"
      aria-label="Details of the selected call"
      onKeyDown={({ key }) => {
        if (key === 'Escape') closeDetails();
      }}
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
  const lane = settled.value?.shown?.findings.timeline.find(({ uid }) => uid === chosen?.uid);
  const part = lane?.parts[chosen?.index ?? -1];
  return lane && part ? <PartDetails part={part} lane={lane} /> : null;
}

function focusFirst(): void {
  const root = document.querySelector('.details');
  const first = root?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]') ?? root?.querySelector('button');
  first?.focus();
}

registerView({
  name: 'details',
  place: 'side',
  order: 10,
  failed: () => 'The details of the selected call cannot be drawn',
  View: Details,
  focus: focusFirst,
});
