import type { ActorCard } from '../narration/actorCards';
import type { Narration } from '../narration/narration';
import type { PartText } from '../narration/timelineTexts';
import type { StateText } from '../moment/stateText';
import type { PodLane } from '../observe/podLanes';
import type { Sureness } from '../diagnosis/facts/causeTable';
import type { Diagnosis } from '../diagnosis/facts/finding';
import type { Lane } from '../trace/timeline';
import type { Phase } from '../phases/phase';
import type { SentLabels } from '../trace/sentLabels';
import type { Level } from '../trace/level';
import type { DiagramNote, PlacedHeading } from '../diagram/diagramPages';
import type { DiagramArrow } from '../diagram/diagramRows';
import type { DiagramWidth, Lane as DiagramLane } from '../diagram/lanes';
import type { Actor, Moment, Trace } from '../trace/trace';
import type { KeyGroup } from './keyTexts';

/**
 * Everything that the extension host and the panel's page say to each other. The host sends a whole
 * state, at first when the page says `ready` and again after each change; the page keeps nothing that
 * it could not be sent again. Secret values are masked before a trace is put into a state.
 */

/** Where a manifest could not be read on; line and column count from 1. */
export interface ManifestProblem {
  message: string;
  line: number;
  column: number;
}

/** How a watched start stands: told above the diagram. */
export interface LiveState {
  status: 'watching' | 'reconnecting' | 'ended';
  /** In words: what is watched, or why it is not any more. */
  text: string;
  /** What may not be read, with kubectl's reason. */
  denied: string[];
}

/** What was watched, so that it can be watched again after the window was reloaded. */
export interface WatchedTarget {
  context: string;
  namespace: string;
  /** `pod/web`, `deployment/shop`, or the file that was applied. */
  target: string;
  /** What was applied: `Pod web`, `Deployment shop`. */
  members?: readonly string[];
  /** The URI of the file that was applied. */
  manifest?: string;
  /** It was chosen in the Kubernetes extension's tree, which may have a kubeconfig of its own. */
  inTree?: boolean;
}

/** The line (from 1) of the template that a line of a rendered manifest comes from. */
export interface TemplateLine {
  /** `web.yaml` */
  file: string;
  line: number;
}

/** A diagnosis with the line of the manifest to look at, where there is one; both count from 1. */
export interface PlacedDiagnosis extends Diagnosis {
  sureness: Sureness;
  place?: { file: string; line: number; column: number; template?: TemplateLine };
}

/** One thing that a simulated start takes for granted, or would take if nobody had turned it off. */
export interface Assumed {
  id: string;
  /** In words: `ConfigMap api-settings with the key mode`. */
  what: string;
  isOff: boolean;
  /** The line that asks for it, unless that stands in another file; both count from 1. */
  place?: { line: number; column: number; template?: TemplateLine };
}

/** A value that a simulated start assumes, such as an image's size. */
export interface AssumedAmount {
  /** In words: `image nginx:1.27 has 63 MB of compressed layers`. */
  what: string;
  /** Where it comes from, in words. */
  from: string;
  /** The change that would keep it as it is, as a line: where its input begins. */
  line: string;
}

/** The release of Kubernetes that a start is simulated of. */
export interface ShownRelease {
  /** `Kubernetes 1.34` */
  label: string;
  /** Who says so, and what a click does. */
  detail: string;
  /** The circumstance that it is: `kubernetes 1.34`. */
  line: string;
}

/** One way in which a simulated start differs from the usual one, as a person chose it. */
export interface Chip {
  id: string;
  /** In a few words: `app answers after 25 s`. */
  label: string;
  /**
   * What it is: a fault, an assumption that is turned off, a changed circumstance, whose line can be changed, or a setting,
   * which stays until it is set again.
   */
  kind: 'fault' | 'without' | 'whatIf' | 'setting';
  /** All that there is to say of it, in lines: of a changed circumstance how the terminal takes it; what a click does. */
  detail: string;
  /** A time that can be slid: the change is `line` with the seconds and `s` behind it. */
  slider?: { line: string; seconds: number; most: number };
}

/** What is said of a trace beside its diagram. */
export interface Findings {
  /** Why pods do not run, or what they wait for. */
  diagnoses: PlacedDiagnosis[];
  /** So many more there are, where there are very many. */
  moreDiagnoses?: number;
  /** Where each pod's time went; of many pods, of those that the page asked for. */
  timeline: Lane[];
  /** The stretches of the start, in their order; each message is in one. */
  phases: Phase[];
  /** What stands on the arrows of each message, by its id. */
  labels: Readonly<Record<string, SentLabels>>;
  /** What is told in tables below: how pods of a workload do beside each other, what was otherwise than simulated. */
  tables: ToldTable[];
}

/** A section that folds: a line, a table of texts, and lines below it. */
export interface ToldTable {
  /** With which it folds: it is about a comparison, or about the pods of a workload. */
  fold: 'comparison' | 'pods';
  /** All of it in a line. */
  summary: string;
  heads: string[];
  /** Each with a cell for each head. */
  rows: string[][];
  /** Below the table. */
  notes: string[];
}

/** A start with what is said of it. */
export interface ShownStart {
  trace: Trace;
  findings: Findings;
}

interface Shown {
  /** `Start of nginx` */
  title: string;
  /** Absent before there is something to show; an older one where the newest could not be computed. */
  shown?: ShownStart;
  /** Why what is shown is not the newest: a mistake of the program's. */
  failure?: string;
}

/** The simulated start of a manifest's workload. */
export interface ExplainedState extends Shown {
  kind: 'explained';
  /** The manifest's file name. */
  document: string;
  /** From what the manifest was rendered, and by what: `Rendered from the chart shop by helm template, with values.yaml.` */
  rendered?: string;
  /** The names of the injected faults. */
  faults: string[];
  /** What the start takes for granted; absent where settings let nothing be taken so. */
  assumed?: Assumed[];
  /** The values that the start assumes, and with which it was simulated. */
  amounts?: AssumedAmount[];
  /** In what the start differs from the usual one. */
  chips?: Chip[];
  release?: ShownRelease;
  /** Why what is shown is not the manifest's as it stands now. */
  problem?: ManifestProblem;
  memento: ExplainedMemento;
}

/** A start in a cluster that is or was watched. */
export interface WatchedState extends Shown {
  kind: 'watched';
  live: LiveState;
  /** The watched pods where there are several, slowest first; of many, the trace tells of the chosen one alone. */
  lanes?: PodLane[];
  memento: WatchedMemento;
}

/** The start that saved output of a cluster tells of. It does not come back after a reload: what was read may be gone. */
export interface SavedState extends Shown {
  kind: 'saved';
  /** In words: where it comes from. */
  from: string;
  /** What of it could not be read. */
  leftOut: string[];
}

/** What a start is compared with, which is the left one then; the start that is shown is the right one. */
export type ComparedWith =
  /** The manifest as its file has it, without what was edited since. */
  | { kind: 'saved' }
  /** The manifest as git's last commit has it. */
  | { kind: 'committed' }
  | { kind: 'withoutFaults' }
  | { kind: 'release'; kubernetes: string }
  /** Another manifest, or saved output of a cluster. */
  | { kind: 'file'; uri: string; workload?: string }
  /** Two pods of the start, by their names. */
  | { kind: 'pods'; left: string; right: string }
  /** What was to be expected of a start that was observed. */
  | { kind: 'simulation' };

/** A line of a manifest that makes two starts differ; both count from 1. */
export interface CausingLine {
  side: 'left' | 'right';
  line: number;
  column: number;
  /** The field that stands there: `spec.containers[0].image`. */
  path: string;
  /** The editor can show it: what a file had before has no line any more. */
  canReveal: boolean;
}

/** In what a call or an end differs, in words; `only` has none beside the row's mark. */
export interface ShownDifference {
  kind: 'only' | 'field' | 'outcome' | 'order' | 'time' | 'end';
  what: string;
  /** What either side has; absent where it has nothing. */
  left?: string;
  right?: string;
  lines: CausingLine[];
}

/** A call as one of the two starts makes it. */
export interface ComparedSide {
  /** Its message, where that is one of the start that is shown. */
  message?: string;
  /** `PullImage nginx:1.28` */
  label: string;
  /** Counted from its start, in milliseconds. */
  at?: Moment;
}

/** A call as both starts make it, or as one does. */
export interface ComparedRow {
  mark: 'same' | 'differs' | 'left' | 'right' | 'untold';
  /** `kubelet → ImageService` */
  actors: string;
  left?: ComparedSide;
  right?: ComparedSide;
  differences: ShownDifference[];
}

/** Two starts beside each other. Without `rows` there is nothing to compare, and `problem` tells why. */
export interface ShownComparison {
  /** What either start is. */
  left: string;
  right: string;
  /** How much differs, in words. */
  counts: string;
  /** The calls of so much detail are compared. */
  level: Level;
  rows: ComparedRow[];
  /** The pods that end otherwise. */
  ends: { name: string; differences: ShownDifference[] }[];
  notes: string[];
  problem?: string;
}

/** What a panel shows: the whole of it, each time. */
export type PanelState = ExplainedState | WatchedState | SavedState;

/** What identifies the panel of a manifest over a reload of the window: the page gives it back in its saved state. */
export interface ExplainedMemento {
  uri: string;
  /** `Deployment default/web`; absent where the document's only workload is explained. */
  workload?: string;
  faults: string[];
  /** Ids of what the start is not to take for granted. */
  without?: readonly string[];
  /** The circumstances that are changed, each a line as the terminal's `--what-if` takes it. */
  whatIf?: readonly string[];
  /** Whether the panel stays with its workload when another one is explained. */
  kept?: boolean;
  comparedWith?: ComparedWith;
}

/** What identifies the panel of a watched start over a reload of the window. */
export interface WatchedMemento {
  watched: WatchedTarget;
  comparedWith?: ComparedWith;
}

/** A field of a message that a line of the manifest fed. */
export interface FieldFeed {
  /** The field's path in the request, entries by their names: `config.image.user_specified_image`, `config.envs[PORT].value`. */
  field: string;
  /** The manifest's path, as people write it (`spec.containers[0].image`) and step by step. */
  path: string;
  steps: readonly (string | number)[];
  /** Counted from 1. */
  line: number;
  /** The last line of a value that has several. */
  lastLine: number;
  template?: TemplateLine;
  /** The line's colour among those that feed the message, from 1 to `lineColours`. */
  colour: number;
}

/** What of a start may be exported. */
export interface ExportChoice {
  /** In as much detail as it is shown. */
  level: Level;
  /** The pod whose start is shown; '' for all. */
  pod: string;
  /** Ids of the messages that are selected, with those inside them. */
  selected: readonly string[];
  /** Ids of the messages up to the step that is selected. */
  walked: readonly string[];
  /** The phase that the selected step is in; none where none is selected. */
  phase?: { name: string; messages: readonly string[] };
  /** The ids of the phases of which only the heading is shown. */
  folded: readonly string[];
  /** Whose messages are not shown, by the actors' ids. */
  hidden: readonly string[];
}

/** What the page asks for of the start that it shows, when it shows it: of each, what the answer is. */
export interface Answers {
  /** A message, by its id: what it is for, and why it comes now. */
  narration: Narration;
  /** A message, by its id: the world at its end. */
  state: StateText;
  /** A moment in milliseconds since the epoch, a blank, a pod's namespace, a slash and its name: the world then. */
  moment: StateText;
  /** A message, by its id: whether it can be made to fail. */
  failable: boolean;
  /** A part of the timeline: its kind, and after a blank its container, if it has one. */
  part: PartText;
  /** An actor, by its id. */
  actor: ActorCard;
  /** `all`: what keys do in the page, also before there is a start. */
  keys: readonly KeyGroup[];
  /** A part of the page that failed, by its name, and after a blank the title of what was to be drawn. */
  failure: string;
}

export type About = keyof Answers;

export interface Question {
  about: About;
  of: string;
}

export type Answer<Kind extends About = About> = {
  [Each in Kind]: { about: Each; of: string; answer: Answers[Each] };
}[Kind];

/** What of the start's diagram the page wants to draw. */
export interface WantedDiagram {
  level: Level;
  /** A pod's name; '' for all. */
  pod: string;
  /** Counted from 0; of a diagram with fewer pages the last one. */
  page: number;
  /** The id of a message whose page is wanted, unless `page` has it, too; '' for none. */
  message: string;
  /** The ids of the phases of which only the heading is drawn. */
  folded: readonly string[];
  /** Whose messages are left out. */
  hidden: readonly Actor[];
  /** The ids of the messages that alone are drawn, without headings: an export. */
  messages?: readonly string[];
}

/** A page of the start's diagram as it may be drawn: what is the same in each width, and in what these differ. */
export interface DiagramPart {
  /** Which page it is, counted from 0. */
  page: number;
  pages: number;
  arrows: readonly DiagramArrow[];
  notes: readonly DiagramNote[];
  headings: readonly PlacedHeading[];
  /** The pod whose start it is; absent where there are several. */
  onlyPod?: string | undefined;
  widths: Readonly<Record<DiagramWidth, { text: string; lanes: readonly DiagramLane[] }>>;
}

/** The answer to what the page wants to draw, or why there is none. */
export type ToldDiagram =
  | { wanted: WantedDiagram; part: DiagramPart; failure?: undefined }
  | { wanted: WantedDiagram; part?: undefined; failure: string };

export type ExportFormat = 'svg' | 'png' | 'mermaid' | 'markdown' | 'json' | 'otlp';

/** A state, with the part of its diagram that the page wanted last, or is expected to want, so that it need not ask. */
export interface StateMessage {
  type: 'state';
  state: PanelState;
  diagram?: ToldDiagram;
}

export type HostToPanel =
  | StateMessage
  /** Of the state that was sent last. */
  | { type: 'diagram'; diagram: ToldDiagram }
  /** The messages that the line (from 1) under the editor's cursor feeds; none takes the mark away. */
  | { type: 'mark'; messages: string[]; line: number }
  | { type: 'feeds'; message: string; feeds: FieldFeed[] }
  /** Of the state that was sent last. */
  | { type: 'answers'; answers: Answer[] }
  | { type: 'select'; message: string }
  /** What the page is to keep over a reload is another thing now, and nothing else. */
  | { type: 'memento'; memento: ExplainedMemento }
  /** The start beside another one; without it, by itself again. */
  | { type: 'comparison'; comparison?: ShownComparison }
  /** Selects the call after (1) or before (-1) the selected one. */
  | { type: 'step'; by: 1 | -1 }
  /** A command brought the panel to the front: the keyboard is to be in what is shown of the start. */
  | { type: 'focus' }
  /** Shows a step at a time, in large letters. */
  | { type: 'present' }
  /** What happens without one thing that is taken for granted. */
  | { type: 'withoutAssumed'; id: string; text: string }
  /** Asks what is to be exported, which the page answers with `chooseExport`. */
  | { type: 'askExport' }
  /**
   * Asks for a drawing with a caption: of these messages, or of what is shown. What is text the host makes itself.
   */
  | { type: 'draw'; format: 'svg' | 'png'; caption?: string; messages?: readonly string[] }
  /** The host could not do what the page asked for. */
  | { type: 'failed'; message: string };

/** What any page tells of itself and asks for. */
export type PageNews =
  /** The page is there; whether it shows the state that its HTML brought. */
  | { type: 'ready'; hasState: boolean }
  /** The page is done with the state, whether all parts could be drawn or not; `milliseconds` is what it took. */
  | { type: 'drawn'; milliseconds: number }
  /** Asks for texts that say something of the start; of what is not in it, none comes. */
  | { type: 'ask'; questions: Question[] }
  /** Asks for a part of the start's diagram. */
  | { type: 'askDiagram'; wanted: WantedDiagram }
  /** Asks for a format and a place, and how much of what is shown. */
  | ({ type: 'chooseExport' } & ExportChoice)
  /** A person chose in how much detail starts are shown, the next ones, too. */
  | { type: 'level'; level: Level }
  /** SVG as text, PNG as base64. */
  | { type: 'drawing'; format: 'svg' | 'png'; content: string }
  /** A part of the page could not be drawn: the error and where it was thrown. The same failure is told once. */
  | { type: 'failed'; part: string; message: string }
  /** Asks the host to save the state that it sent last: what was to be drawn. */
  | { type: 'saveState' };

/** What a page asks for whose start has a manifest. */
export type ManifestRequest =
  | { type: 'selected'; message: string }
  /** No message is selected any more. */
  | { type: 'deselected' }
  | { type: 'reveal'; steps: readonly (string | number)[] }
  /** A line of the manifest; both count from 1. */
  | { type: 'revealLine'; line: number; column: number };

/** What a page asks for whose start can be compared with another one. */
export type ComparisonRequest =
  /** Lets a person choose what to compare with. `pod`: the one that is shown, '' for all. */
  | { type: 'chooseComparison'; level: Level; pod: string }
  /** Compares in as much detail as is shown. */
  | { type: 'compareAt'; level: Level }
  | { type: 'closeComparison' }
  | { type: 'exportComparison' }
  | { type: 'revealCause'; side: 'left' | 'right'; line: number; column: number };

/** What the page of an explained manifest asks for. */
export type ExplainedRequest =
  | ManifestRequest
  | ComparisonRequest
  | { type: 'revealProblem' }
  | { type: 'chooseFaults' }
  /** Asks what happens without each of these; of what was asked for before, only that is still wanted. */
  | { type: 'askWithout'; ids: string[] }
  /** All that is not to be taken for granted. */
  | { type: 'leaveOut'; ids: string[] }
  | { type: 'chooseAssume' }
  /** Changes a circumstance: one that is asked for or, with a line, the one that it stands for, whose values are asked for. */
  | { type: 'whatIf'; line?: string }
  /** Changes a circumstance to what the line says, without asking for more. */
  | { type: 'setWhatIf'; line: string }
  /** Takes one difference from the usual start away, by its chip's id. */
  | { type: 'removeChip'; id: string }
  /** Shows a setting, by its name: of the simulation (`kubernetes`), or of another extension (`yaml.kubernetesVersion`). */
  | { type: 'showSetting'; name: string }
  /** Lets a call fail; with what is asked for. */
  | { type: 'letFail'; message: string };

/** What the page of a watched start asks for. */
export type WatchedRequest =
  | ManifestRequest
  | ComparisonRequest
  | { type: 'choosePod'; uid: string }
  /** The pods whose lanes are in sight, where there are too many for all of them. */
  | { type: 'showLanes'; uids: string[] }
  /** Runs a command that a diagnosis suggests and that only looks; any other is not run. */
  | { type: 'runLooking'; command: string }
  | { type: 'stopWatching' }
  | { type: 'watchAgain' };

export type PanelToHost = PageNews | ExplainedRequest | WatchedRequest;
