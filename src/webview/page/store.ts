import { batch, computed, effect, signal } from '@preact/signals';
import { atLevel } from '../../core/trace/atLevel';
import { labelsIn } from '../../core/trace/sentLabels';
import { attempt, goneBy, titleNow } from './failures';
import { HostClock } from './hostClock';
import { fromKept, toKeep } from './keptState';
import { keep, kept, tell } from './vscodeApi';
import * as pageState from './pageState';
import type { PanelState } from '../../core/panel/protocol';
import type { PageState } from './pageState';

/** Milliseconds between two moves of what grows and of what is counted down. */
const tickMs = 500;

const before = fromKept(kept(), document.body.dataset['level']);

/** The page's state. */
export const state = signal<PageState>(before.state);

export const panel = computed(() => state.value.panel);
export const settled = computed(() => state.value.settled);
export const level = computed(() => state.value.level);
export const stageView = computed(() => state.value.view);
const noLabels = {};
const sentLabels = computed(() => state.value.panel?.shown?.findings.labels ?? noLabels);
const whole = computed(() => state.value.panel?.shown?.trace);
/** The start with what the level shows of it, as soon as the host sent it. */
export const trace = computed(() => whole.value && atLevel(whole.value, level.value));
/** What stands on the arrows of its messages. */
export const labels = computed(() => labelsIn(sentLabels.value));
export const drawn = computed(() => state.value.drawn);
export const selection = computed(() => state.value.selection);
/** Whether something is selected that is there. */
export const hasSelection = computed(() => pageState.hasSelected(state.value));
/** Where it is narrow or low, what stands above the details of a call is folded, but for what a person opens there. */
const squeeze = window.matchMedia('(max-width: 699px), (max-height: 499px)');
const isSmall = signal(squeeze.matches);
const squeezed = { causes: false, timeline: false, terminal: false };
const isSqueezed = computed(() => isSmall.value && hasSelection.value);
const openedThen = signal<Partial<pageState.Folds>>({});
export const folds = computed<pageState.Folds>(() => ({
  ...state.value.folds,
  ...(isSqueezed.value && { ...squeezed, ...openedThen.value }),
}));
/** The ids of the phases of which only the heading is shown. */
export const folded = computed(() => state.value.folded);
/** Whose messages the diagram leaves out. */
export const hidden = computed(() => state.value.hidden);
/** The phase of each message, by the messages' ids. */
export const phaseOf = computed(() => pageState.phasesIn(state.value));
export const shownPod = computed(() => pageState.shownPod(state.value));
/** Whether time goes on in what is shown. */
export const isWatching = computed(() => {
  const shown = state.value.settled;
  return shown?.kind === 'watched' && shown.live.status === 'watching';
});

const clock = new HostClock();
/** The host's time in milliseconds since the epoch; it moves as long as a start is watched. */
export const now = signal(0);

/** What views have under way: a state is drawn when all of it is done. */
const underWay = new Set<Promise<unknown>>();

/** Changes the page's state. */
export function update(change: (state: PageState) => PageState): void {
  state.value = change(state.peek());
}

/** So many milliseconds there is to read what failed in a start that is watched, whose states come by themselves. */
const readingMs = 10_000;

/** Lets the host wait with its next state until something is done. */
export function busyWith(work: Promise<unknown>): void {
  underWay.add(work);
  void work.finally(() => underWay.delete(work));
}

/** What the host sent last, whether it could be shown or not. */
let newest: PanelState | undefined;

/** Shows a state; the host is always told when that is done, for it waits with the next one. */
export async function show(next: PanelState): Promise<void> {
  const since = performance.now();
  newest = next;
  titleNow.value = next.title;
  await attempt('state', () => update((was) => pageState.received(was, next, before.identity)));
  await Promise.all(underWay);
  batch(() => {
    if (next.shown) clock.set(next.shown.trace.end);
    now.value = clock.now();
    update((was) => pageState.settled(was, next));
  });
  goneBy(next.kind === 'watched' ? since - readingMs : since);
  askForFeeds();
  tell({ type: 'drawn', milliseconds: performance.now() - since });
}

/** Draws all anew of what the host sent last. */
export async function showAgain(): Promise<void> {
  if (!newest) return;
  // What is drawn of a trace is not drawn again for the same one.
  const shown = newest.shown && { ...newest.shown, trace: { ...newest.shown.trace } };
  await show({ ...newest, ...(shown && { shown }) });
}

/** Selects a message, and asks which lines feed it. `together`: what is selected with it. */
export function select(message: string, how: { reveal: boolean; together?: readonly string[] }): void {
  update((was) => pageState.selected(was, message, how));
  askForFeeds();
}

/** The message that the host takes for the selected one. */
let askedFor: string | undefined;

function askForFeeds(): void {
  const { selection: chosen, messages } = state.peek();
  if (chosen?.kind === 'message' && messages.has(chosen.message))
    tell({ type: 'selected', message: (askedFor = chosen.message) });
}

/** Folds or unfolds a part of the page. */
export function fold(name: keyof pageState.Folds, isOpen: boolean): void {
  if (isSqueezed.peek() && name in squeezed) openedThen.value = { ...openedThen.peek(), [name]: isOpen };
  else update((was) => ({ ...was, folds: { ...was.folds, [name]: isOpen } }));
}

/** Puts a dialog over the page, or takes it away. */
export function openDialog(dialog: pageState.PageDialog | undefined): void {
  update((was) => ({ ...was, dialog }));
}

/** Folds or unfolds phases, by their ids. */
export function foldPhases(ids: readonly string[], isOpen: boolean): void {
  update((was) => pageState.phasesFolded(was, ids, isOpen));
}

/** Keeps what a person chose over a reload of the window, and lets time go on. */
export function startStore(): void {
  let last = '';
  effect(() => {
    if (!state.value.panel) return;
    const value = toKeep(state.value);
    const text = JSON.stringify(value);
    if (text !== last) keep(value);
    last = text;
  });
  effect(() => {
    if (selection.value?.kind === 'message' || askedFor === undefined) return;
    askedFor = undefined;
    tell({ type: 'deselected' });
  });
  effect(() => {
    if (!isSqueezed.value) openedThen.value = {};
  });
  squeeze.addEventListener('change', () => (isSmall.value = squeeze.matches));
  setInterval(() => {
    if (isWatching.peek()) now.value = clock.now();
  }, tickMs);
}
