import { atLevel } from '../../core/trace/atLevel';
import { usualLevel, type Level } from '../../core/trace/level';
import { phaseOfEach } from '../../core/phases/phases';
import type { Phase } from '../../core/phases/phase';
import type { Actor, Message, Trace } from '../../core/trace/trace';
import type { DiagramArrow } from '../../core/diagram/diagramRows';
import type {
  About,
  Answer,
  Answers,
  ExplainedMemento,
  FieldFeed,
  PanelState,
  ShownComparison,
} from '../../core/panel/protocol';

/** The choice to see all pods at once; without a choice the first is shown. */
export const allPods = '';

/** How the start is shown: as a sequence diagram, or as a list of steps in words. */
export const stageViews = ['diagram', 'story'] as const;
export type StageView = (typeof stageViews)[number];

/** What folds, and whether it is open. */
export interface Folds {
  causes: boolean;
  timeline: boolean;
  terminal: boolean;
  comparison: boolean;
  pods: boolean;
  assumed: boolean;
  state: boolean;
}

/** A message, a part of the timeline that no message tells of, or a moment. Each choice is a new object. */
export type Selection =
  | {
      kind: 'message';
      message: string;
      /** What is selected along with it. */
      together: readonly string[];
      /** Whether its arrow is scrolled into sight. */
      reveal: boolean;
    }
  | { kind: 'part'; uid: string; index: number }
  /** A moment of a pod's start, in milliseconds since the epoch. */
  | { kind: 'moment'; uid: string; at: number };

/** What may stand over the page: all keys, or a step at a time in large letters. */
export type PageDialog = 'keys' | 'present';

/** How the diagram is seen. */
export interface Sight {
  zoom?: number;
  /** A person chose the zoom. */
  isZoomed?: boolean;
  scrollLeft?: number;
  scrollTop?: number;
}

/** The actors of a lane whose card is shown. */
export interface PointedActor {
  actors: readonly Actor[];
  /** As their head names them. */
  name: string;
  /** Where its head is, in pixels of the window. */
  left: number;
  bottom: number;
}

/** What of a start is drawn in the diagram. */
export interface Drawn {
  pods: readonly string[];
  /** A pod's name, or all. */
  pod: string;
  /** Counted from 0. */
  page: number;
  pages: number;
  arrows: readonly DiagramArrow[];
}

/** A text that is looked for. */
export interface Search {
  text: string;
  /** The message that was gone to last, among those that were found. */
  at: string | undefined;
}

/** What the diagram is asked for by the host or by another view. Each request is a new object. */
export type Asked =
  | { kind: 'export'; format: 'svg' | 'png'; caption?: string; messages?: readonly string[] }
  | { kind: 'zoomBy'; factor: number }
  | { kind: 'zoomTo'; zoom: number }
  | { kind: 'fit' };

/** What the host said of the start, by what it was asked about. */
export type Told = { readonly [Each in About]: ReadonlyMap<string, Answers[Each]> };

/** All that the page shows: its views are functions of it. */
export interface PageState {
  /** What the host sent last. */
  panel: PanelState | undefined;
  /** The same, once the diagram of it was drawn: what comes after the diagram shows this. */
  settled: PanelState | undefined;
  /** In how much detail the start is shown. */
  level: Level;
  view: StageView;
  /** The start's messages that the level shows, by their ids. */
  messages: ReadonlyMap<string, Message>;
  /** Counts the starts that were shown: what was chosen in one means nothing in the next. */
  start: number;
  drawn: Drawn | undefined;
  /** The chosen pod's name, or all; undefined where none was chosen. */
  pod: string | undefined;
  /** Counted from 0. */
  page: number;
  /** The message whose page of the diagram is to be drawn; '' where it is `page`. */
  wantedMessage: string;
  selection: Selection | undefined;
  /** What was selected, of which the start has nothing now: it is selected again when that is back. */
  lost: Selection | undefined;
  sight: Sight;
  pointed: PointedActor | undefined;
  search: Search;
  /** The messages that the line under the editor's cursor feeds. */
  marked: readonly string[];
  /** That line, counted from 1. */
  cursorLine: number | undefined;
  /** What the lines of the manifest feed of a message. */
  feeds: { message: string; feeds: readonly FieldFeed[] } | undefined;
  /** The start beside another one, as the host sent it. */
  comparison: ShownComparison | undefined;
  /** What happens without each thing that is taken for granted, by its id. */
  answers: ReadonlyMap<string, string>;
  told: Told;
  /** Fields of messages that a person opened or closed. */
  fields: ReadonlyMap<string, boolean>;
  folds: Folds;
  /** What stands over the page. */
  dialog: PageDialog | undefined;
  /** The ids of the phases of which only the heading is shown. */
  folded: ReadonlySet<string>;
  /** Whose messages the diagram leaves out. */
  hidden: ReadonlySet<Actor>;
  /** What the diagram is asked for. */
  asked: Asked | undefined;
}

const nothingTold: Told = {
  narration: new Map(),
  state: new Map(),
  moment: new Map(),
  failable: new Map(),
  part: new Map(),
  actor: new Map(),
  keys: new Map(),
  failure: new Map(),
};
const noSearch: Search = { text: '', at: undefined };

export const emptyState: PageState = {
  panel: undefined,
  settled: undefined,
  level: usualLevel,
  view: 'diagram',
  messages: new Map(),
  start: 0,
  drawn: undefined,
  pod: undefined,
  page: 0,
  wantedMessage: '',
  selection: undefined,
  lost: undefined,
  sight: {},
  pointed: undefined,
  search: noSearch,
  marked: [],
  cursorLine: undefined,
  feeds: undefined,
  comparison: undefined,
  answers: new Map(),
  told: nothingTold,
  fields: new Map(),
  folds: {
    causes: true,
    timeline: true,
    terminal: true,
    comparison: false,
    pods: false,
    assumed: false,
    state: true,
  },
  folded: new Set(),
  hidden: new Set(),
  dialog: undefined,
  asked: undefined,
};

/**
 * The host sent a state. `before`: the identity of what was shown before a reload of the window. Throws where the
 * state has no messages to show.
 */
export function received(state: PageState, panel: PanelState, before?: string): PageState {
  const about = state.panel ? identityOf(state.panel) : before;
  const kept = about === undefined || about === identityOf(panel) ? state : forgotten(state);
  const messages = panel.shown ? messagesAt(panel.shown.trace, kept.level) : kept.messages;
  const ids = new Set(panel.kind === 'explained' ? panel.assumed?.map(({ id }) => id) : []);
  const answers = new Map([...kept.answers].filter(([id]) => ids.has(id)));
  return { ...kept, panel, messages, answers, told: stillTold(kept.told, panel) };
}

/** What was said of messages that are gone is forgotten. */
function stillTold(told: Told, { shown }: PanelState): Told {
  if (!shown || told.narration.size + told.state.size + told.moment.size + told.failable.size === 0) return told;
  const ids = new Set(shown.trace.messages.map(({ id }) => id));
  const isThere = ([id]: [string, unknown]): boolean => ids.has(id);
  return {
    ...told,
    narration: new Map([...told.narration].filter(isThere)),
    state: new Map([...told.state].filter(isThere)),
    moment: new Map(),
    failable: new Map([...told.failable].filter(isThere)),
  };
}

/** The host said what it was asked for. */
export function answered(state: PageState, answers: readonly Answer[]): PageState {
  const told: Telling = {
    narration: new Map(state.told.narration),
    state: new Map(state.told.state),
    moment: new Map(state.told.moment),
    failable: new Map(state.told.failable),
    part: new Map(state.told.part),
    actor: new Map(state.told.actor),
    keys: new Map(state.told.keys),
    failure: new Map(state.told.failure),
  };
  for (const one of answers) put(told, one);
  return { ...state, told };
}

type Telling = { [Each in About]: Map<string, Answers[Each]> };

function put<Kind extends About>(told: Telling, { about, of, answer }: Answer<Kind>): void {
  const known: Map<string, Answers[Kind]> = told[about];
  known.set(of, answer);
}

/** A panel may turn to another workload, which is no place for what was chosen in the one before. */
function forgotten({ start, folds, level, view, hidden, search }: PageState): PageState {
  return { ...emptyState, start: start + 1, folds, level, view, hidden, search: { ...noSearch, text: search.text } };
}

const known = new WeakMap<readonly Phase[], ReadonlyMap<string, Phase>>();
const none: readonly Phase[] = [];

/** The phase of each message of the start that is shown, by the messages' ids. */
export function phasesIn({ panel }: PageState): ReadonlyMap<string, Phase> {
  const all = panel?.shown?.findings.phases ?? none;
  const of = known.get(all) ?? phaseOfEach(all);
  known.set(all, of);
  return of;
}

/** Folds or unfolds phases, by their ids. */
export function phasesFolded(state: PageState, ids: readonly string[], isOpen: boolean): PageState {
  const folded = new Set(state.folded);
  for (const id of ids)
    if (isOpen) folded.delete(id);
    else folded.add(id);
  return { ...state, folded };
}

/** The phase that a message is in is unfolded. */
function opened(state: PageState, message: string): PageState {
  const phase = phasesIn(state).get(message);
  return phase && state.folded.has(phase.id) ? phasesFolded(state, [phase.id], true) : state;
}

/** The colour of the line under the editor's cursor, where it feeds the selected message. */
export function cursorColour({ cursorLine = 0, feeds, selection }: PageState): number | undefined {
  if (selection?.kind !== 'message' || feeds?.message !== selection.message) return undefined;
  return feeds.feeds.find(({ line, lastLine }) => line <= cursorLine && cursorLine <= lastLine)?.colour;
}

/** The messages that a line of the manifest feeds are marked; a phase is unfolded where none of them could be seen. */
export function marked(state: PageState, messages: readonly string[], cursorLine: number): PageState {
  const there = messages.filter((id) => state.messages.has(id));
  const isSeen = there.some((id) => !state.folded.has(phasesIn(state).get(id)?.id ?? ''));
  const [first] = there;
  return { ...(first === undefined || isSeen ? state : opened(state, first)), marked: messages, cursorLine };
}

/** What tells the start that a panel shows from another one. */
export function identityOf(panel: PanelState): string {
  return panel.kind === 'explained' ? `${panel.memento.uri} ${panel.memento.workload ?? ''}` : panel.kind;
}

/** All that could be drawn of a state is drawn. What is not there is not selected until it is back. */
export function settled(state: PageState, panel: PanelState): PageState {
  if (state.panel !== panel) return state;
  const chosen = state.selection ?? state.lost;
  const next = { ...state, settled: panel, selection: chosen };
  if (panel.shown === undefined) return { ...next, selection: state.selection };
  return hasSelected(next) ? { ...next, lost: undefined } : { ...next, selection: undefined, lost: chosen };
}

/** Whether something is selected that is there: before the first start is shown, nothing is. */
export function hasSelected({ selection, messages, settled: shown }: PageState): boolean {
  if (selection === undefined) return false;
  if (selection.kind === 'message') return messages.has(selection.message);
  const lane = shown?.shown?.findings.timeline.find(({ uid }) => uid === selection.uid);
  return selection.kind === 'moment' ? lane !== undefined : lane?.parts[selection.index] !== undefined;
}

/** The start is shown in so much detail; a message that is shown then, too, stays selected, and its arrow comes into sight. */
export function looked(state: PageState, level: Level): PageState {
  if (level === state.level) return state;
  const trace = state.panel?.shown?.trace;
  const messages = trace ? messagesAt(trace, level) : state.messages;
  const { selection } = state;
  const isLeft = selection?.kind !== 'message' || messages.has(selection.message);
  const stays = selection?.kind === 'message' ? { ...selection, reveal: true } : selection;
  return { ...state, level, messages, page: 0, selection: isLeft ? stays : undefined };
}

/** The start is shown in that way; the selected message comes into sight there. */
export function shownAs(state: PageState, view: StageView): PageState {
  const { selection } = state;
  return { ...state, view, ...(selection?.kind === 'message' && { selection: { ...selection, reveal: true } }) };
}

function messagesAt(trace: Trace, level: Level): PageState['messages'] {
  return new Map(atLevel(trace, level).messages.map((each) => [each.id, each]));
}

/**
 * A message is selected; one that is not known is not. One that the level does not show is shown with its own; the phase
 * that it is in is unfolded.
 */
export function selected(
  state: PageState,
  message: string,
  how: { reveal: boolean; together?: readonly string[] },
): PageState {
  const level = state.messages.has(message)
    ? state.level
    : state.panel?.shown?.trace.messages.find(({ id }) => id === message)?.level;
  if (level === undefined) return state;
  const { reveal, together = [] } = how;
  return { ...opened(looked(state, level), message), selection: { kind: 'message', message, together, reveal } };
}

/** What is taken for granted is turned off or on, before the host says so. */
export function turned(state: PageState, ids: ReadonlySet<string>, isOff: boolean): PageState {
  const { panel } = state;
  if (panel?.kind !== 'explained' || !panel.assumed) return state;
  const assumed = panel.assumed.map((one) => (ids.has(one.id) ? { ...one, isOff } : one));
  return { ...state, panel: { ...panel, assumed } };
}

/** The pod whose start is shown, or all; the first of several where none is chosen. */
export function shownPod({ drawn, pod }: PageState): string {
  return drawn?.pod ?? pod ?? allPods;
}

/** The host wants another memento of the same start kept. */
export function remembering(state: PageState, memento: ExplainedMemento): PageState {
  return state.panel?.kind === 'explained' ? { ...state, panel: { ...state.panel, memento } } : state;
}
