import { state, update, select, shownPod } from './store';
import { allPods } from './pageState';
import { turnTo } from './pages';
import { tell } from './vscodeApi';
import type { Lane } from '../../core/trace/timeline';

/** Shows the start of one pod, or of all. */
export function choosePod(name: string): void {
  update((was) => ({ ...was, pod: name, page: 0 }));
}

/** Shows the start of a watched pod, of which the host may have to tell first. */
export function chooseWatched(name: string, uid: string): void {
  choosePod(name);
  if (state.peek().panel?.kind === 'watched') tell({ type: 'choosePod', uid });
}

/** Selects a part of a pod's timeline: its messages in the diagram, or what is known of a wait between messages. */
export function selectPart(lane: Lane, index: number): void {
  const part = lane.parts[index];
  if (!part) return;
  if (shownPod.peek() !== allPods && shownPod.peek() !== lane.pod) chooseWatched(lane.pod, lane.uid);
  const known = part.messages.find((each) => state.peek().messages.has(each));
  if (known === undefined) {
    update((was) => ({ ...was, selection: { kind: 'part', uid: lane.uid, index } }));
    return;
  }
  turnTo((arrows) => arrows.some(({ messages }) => messages.includes(known)));
  select(known, { reveal: true, together: part.messages });
}
