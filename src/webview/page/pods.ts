import { state, update, select, shownPod } from './store';
import { allPods } from './pageState';
import { turnTo } from './pages';
import { tell } from './vscodeApi';
import { usualLevel } from '../../core/trace/level';
import type { Lane } from '../../core/trace/timeline';
import type { PathPart } from '../../core/trace/pathPart';

/** Shows the start of one pod, or of all. */
export function choosePod(name: string): void {
  update((was) => ({ ...was, pod: name, page: 0 }));
}

/** Shows the start of a watched pod, of which the host may have to tell first. */
export function chooseWatched(name: string, uid: string | undefined): void {
  choosePod(name);
  if (uid !== undefined && state.peek().panel?.kind === 'watched') tell({ type: 'choosePod', uid });
}

/** Selects a part of a pod's timeline: its messages in the diagram, or what is known of a wait between messages. */
export function selectPart(lane: Lane, index: number): void {
  const part = lane.parts[index];
  if (!part) return;
  if (shownPod.peek() !== allPods && shownPod.peek() !== lane.pod) chooseWatched(lane.pod, lane.uid);
  const known = part.messages.find((each) => state.peek().messages.has(each)) ?? usualMessage(part);
  if (known === undefined) {
    update((was) => ({ ...was, selection: { kind: 'part', uid: lane.uid, index } }));
    return;
  }
  select(known, { reveal: true, together: part.messages });
  turnTo(known);
}

/** Selects a moment of a pod's start, in milliseconds since the epoch. */
export function selectMoment(uid: string, at: number): void {
  update((was) => ({ ...was, selection: { kind: 'moment', uid, at } }));
}

/** Selects a wait by its place in a lane of the timeline. */
export function selectWait(uid: string, index: number): void {
  const lane = state.peek().panel?.shown?.findings.timeline.find((one) => one.uid === uid);
  if (lane) selectPart(lane, index);
}

/** The first message of a part that the usual level shows, where one looks in less detail. */
function usualMessage({ messages }: PathPart): string | undefined {
  const all = state.peek().panel?.shown?.trace.messages ?? [];
  return all.find(({ id, level }) => level <= usualLevel && messages.includes(id))?.id;
}
