import { entryOf } from '../../core/entryOf';
import { isMap } from '../../core/isMap';
import { levels } from '../../core/trace/level';
import type {
  About,
  ComparisonRequest,
  ExplainedRequest,
  ManifestRequest,
  PageNews,
  WatchedRequest,
} from '../../core/panel/protocol';

/** What a message is made of: a check for each of its fields. */
type Fields = Readonly<Record<string, (value: unknown) => boolean>>;
type Messages<Type extends string> = Readonly<Record<Type, Fields>>;

const news: Messages<PageNews['type']> = {
  ready: { hasState: (value) => typeof value === 'boolean' },
  drawn: {},
  ask: { questions: (value) => Array.isArray(value) && value.every(isQuestion) },
  askDiagram: { wanted: isWanted },
  chooseExport: {
    level: isLevel,
    pod: isText,
    selected: isTexts,
    walked: isTexts,
    phase: (value) => value === undefined || (isMap(value) && isText(value['name']) && isTexts(value['messages'])),
    folded: isTexts,
    hidden: isTexts,
  },
  level: { level: isLevel },
  drawing: { format: (value) => value === 'svg' || value === 'png', content: isText },
  failed: { part: isName, message: isText },
  saveState: {},
};
const ofManifest: Messages<ManifestRequest['type']> = {
  selected: { message: isText },
  deselected: {},
  reveal: { steps: isPath },
  revealLine: { line: isCount, column: isCount },
};
const comparison: Messages<ComparisonRequest['type']> = {
  chooseComparison: { level: isLevel, pod: isText },
  compareAt: { level: isLevel },
  closeComparison: {},
  exportComparison: {},
  revealCause: { side: (value) => value === 'left' || value === 'right', line: isCount, column: isCount },
};
const explained: Messages<ExplainedRequest['type']> = {
  ...ofManifest,
  ...comparison,
  revealProblem: {},
  chooseFaults: {},
  askWithout: { ids: isTexts },
  leaveOut: { ids: isTexts },
  chooseAssume: {},
  whatIf: { line: (value) => value === undefined || isText(value) },
  setWhatIf: { line: isText },
  removeChip: { id: isText },
  showSetting: { name: isName },
  letFail: { message: isText },
};
const watched: Messages<WatchedRequest['type']> = {
  ...ofManifest,
  ...comparison,
  choosePod: { uid: isText },
  showLanes: { uids: isTexts },
  runLooking: { command: isText },
  stopWatching: {},
  watchAgain: {},
};

/** Whether what a page sent is what each page may send. */
export function isPageNews(value: unknown): value is PageNews {
  return isOneOf(news, value);
}

/** Whether what a page sent is about the comparison with another start. */
export function isComparisonRequest(value: unknown): value is ComparisonRequest {
  return isOneOf(comparison, value);
}

/** Whether what a page sent is for the panel of a manifest. */
export function isExplainedRequest(value: unknown): value is ExplainedRequest {
  return isOneOf(explained, value);
}

/** Whether what a page sent is for the panel of a watched start. */
export function isWatchedRequest(value: unknown): value is WatchedRequest {
  return isOneOf(watched, value);
}

function isOneOf(messages: Readonly<Record<string, Fields>>, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return false;
  const fields = entryOf(messages, value.type);
  return (
    fields !== undefined && Object.entries(fields).every(([name, isRight]) => isRight(entryOf({ ...value }, name)))
  );
}

const abouts: Readonly<Record<About, true>> = {
  narration: true,
  state: true,
  moment: true,
  failable: true,
  part: true,
  actor: true,
  keys: true,
  failure: true,
};

function isQuestion(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { about, of } = value;
  return typeof about === 'string' && entryOf(abouts, about) === true && isText(of);
}

function isWanted(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { level, pod, page, message, folded, hidden, messages } = value;
  const isPlaced = Number.isInteger(page) && Number(page) >= 0 && isText(pod) && isText(message);
  return isLevel(level) && isPlaced && [folded, hidden, messages ?? []].every(isTexts);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isLevel(value: unknown): boolean {
  return levels.some((level) => level === value);
}

/** A part of the page names itself. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]{1,40}$/i.test(value);
}

function isPath(value: unknown): boolean {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
