import { AssumedList } from './assumedList';
import { DetailsPane } from './details/detailsPane';
import { DiagramView } from './diagram/diagramView';
import { drawing } from './diagram/drawing';
import { element } from './element';
import { LiveBar } from './liveBar';
import { matchingArrows } from './matchingArrows';
import { HostClock } from './hostClock';
import { LazyTimeline } from './timeline/lazyTimeline';
import { OutcomeSection } from './outcome/outcomeSection';
import { Parts } from './parts';
import { PodList } from './podList';
import { pngOf } from './export/pngOf';
import { ProblemBar } from './problemBar';
import { podsOf } from '../core/diagram/legs';
import { SearchBox } from './searchBox';
import { sequenceDiagram, type SequenceDiagram } from '../core/diagram/sequenceDiagram';
import { Splitter } from './splitter';
import { standaloneSvg } from './export/standaloneSvg';
import { Toolbar } from './toolbar';
import { savedView, saveView, tell, type SavedView } from './vscodeApi';
import type { DiagramArrow } from '../core/diagram/diagramRows';
import type { Lane } from '../core/trace/timeline';
import type { PathPart } from '../core/trace/pathPart';
import type { HostToPanel, PanelMemento, PanelState } from '../core/panel/protocol';
import { limitsOf, type Message, type Trace } from '../core/trace/trace';

/** Milliseconds between two moves of what grows and of what is counted down. */
const tickMs = 500;
/** The choice to see all pods at once; without a choice the first is shown. */
const allPods = '';

const saved = savedView();
let state: PanelState | undefined;
let messages = new Map<string, Message>();
let pod = saved?.pod;
/** The pod whose diagram is shown; `allPods` for all. */
let shownPod = allPods;
const clock = new HostClock();
let page = saved?.page ?? 0;
let pages = 1;
/** The parts of what is shown, by their number. */
let diagramOf: ((page: number) => SequenceDiagram) | undefined;
let drawnText: string | undefined;
let drawCount = 0;
let restored: Partial<SavedView> | undefined = saved;

const view = new DiagramView({
  // The details take room from the diagram when they open.
  selected: (message) => select(message, details.root.hidden !== false),
  opened: () => details.focus(),
  moved: () => {
    toolbar.showZoom(view.zoom);
    saveSoon();
  },
});
const details = new DetailsPane({
  reveal: ({ steps }) => tell({ type: 'reveal', steps }),
  closed: () => {
    view.select(undefined);
    timeline.selectMessage(undefined);
    hideDetails();
    view.root.focus();
    save();
  },
  step: (by) => view.root.dispatchEvent(new KeyboardEvent('keydown', { key: by === 1 ? 'ArrowDown' : 'ArrowUp' })),
});
const search = new SearchBox(find, (index) => {
  const arrow = view.drawing?.arrows[index];
  const message = arrow?.arrow.messages[0];
  if (arrow && message !== undefined) {
    select(message, true);
    view.reveal(arrow);
  }
});
const assumed = new AssumedList(
  {
    reveal: ({ line, column }) => tell({ type: 'revealLine', line, column }),
    ask: (ids) => tell({ type: 'askWithout', ids }),
    leaveOut: (ids) => tell({ type: 'leaveOut', ids }),
    chooseSetting: () => tell({ type: 'chooseAssume' }),
    toggled: () => save(),
  },
  saved?.assumed ?? false,
);
const toolbar = new Toolbar(search.root, assumed.toggle, {
  zoomIn: () => view.zoomBy(1.2),
  zoomOut: () => view.zoomBy(1 / 1.2),
  zoomReset: () => view.zoomTo(1),
  fit: () => view.fit(),
  chooseFaults: () => tell({ type: 'chooseFaults' }),
  chooseExport: () => tell({ type: 'chooseExport' }),
  choosePod: (chosen) => {
    pod = chosen;
    page = 0;
    void draw();
  },
  choosePage: (chosen) => {
    page = chosen;
    view.root.scrollTo({ top: 0 });
    void draw();
  },
});
const live = new LiveBar({ stop: () => tell({ type: 'stopWatching' }), again: () => tell({ type: 'watchAgain' }) });
const podList = new PodList(({ uid, name }) => void choosePod(name, uid));
const timeline = new LazyTimeline(
  {
    selected: (part, lane) => {
      const isShown = shownPod === allPods || shownPod === lane.pod;
      void (isShown ? selectPart(part, lane) : choosePod(lane.pod, lane.uid).then(() => selectPart(part, lane)));
    },
    choosePod: (name, uid) => void choosePod(name, uid),
    wanted: (uids) => tell({ type: 'showLanes', uids }),
    toggled: () => {
      showPods();
      save();
    },
  },
  saved?.timeline ?? true,
);
const outcome = new OutcomeSection({
  reveal: ({ line, column }) => tell({ type: 'revealLine', line, column }),
  toggled: () => save(),
});
outcome.restore({ terminal: saved?.terminal ?? true, comparison: saved?.comparison ?? false });
const problem = new ProblemBar({
  reveal: () => tell({ type: 'revealProblem' }),
  save: () => tell({ type: 'saveState' }),
});
const limits = element('div', { class: 'limits', role: 'status', hidden: '' });
const heading = element('h1', { class: 'only-read' });
const stage = element('div', { class: 'stage' }, view.root, outcome.root);
const splitter = new Splitter(details.root);
const parts = new Parts(
  { title: () => state?.title ?? 'Pod Startup', tryAgain: () => void (state && take(state)) },
  { diagram: view.root, timeline: timeline.root, outcome: outcome.root, details: details.root },
);
document.querySelector('.unloaded')?.remove();
document.body.append(
  element(
    'header',
    {},
    heading,
    toolbar.root,
    assumed.root,
    live.root,
    podList.root,
    timeline.root,
    problem.root,
    limits,
    parts.root,
  ),
  element('main', { class: 'panes' }, stage, splitter.root, details.root),
);

window.addEventListener('message', ({ data }: MessageEvent<HostToPanel>) => {
  switch (data.type) {
    case 'state':
      void take(data.state);
      break;
    case 'mark':
      parts.update('diagram', () => view.mark(data.messages));
      break;
    case 'feeds':
      parts.update('details', () => details.feeds(data.message, data.feeds));
      break;
    case 'select':
      select(data.message, true);
      break;
    case 'withoutAssumed':
      parts.update('head', () => assumed.answer(data.id, data.text));
      break;
    case 'draw':
      void parts.draw('export', () => exportDrawing(data.format));
      break;
    case 'failed':
      parts.hostFailed(data.message);
  }
});
window.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 'f') search.focus();
  else if (event.key === '/' && !(event.target instanceof HTMLInputElement)) search.focus();
  else return;
  event.preventDefault();
});
tell({ type: 'ready' });

/** Shows a state; the host is always told when that is done, for it waits with the next one. */
async function take(next: PanelState): Promise<void> {
  if (!(await parts.draw('state', () => show(next)))) tell({ type: 'drawn', milliseconds: 0 });
}

async function show(next: PanelState): Promise<void> {
  if (!isAbout(next.memento, state?.memento ?? saved)) forget();
  state = next;
  void parts.draw('head', () => {
    heading.textContent = next.title;
    toolbar.showFaults(next.faults, next.live === undefined);
    live.show(next.live, next.memento.watched !== undefined);
    problem.show(next);
    const texts = next.trace ? limitsOf(next.trace) : [];
    limits.textContent = `Not all is shown: ${texts.join('; ')}.`;
    limits.hidden = texts.length === 0;
    assumed.show(next.assumed, next.trace !== undefined && next.live === undefined);
  });
  save();
  const { trace, findings } = next;
  if (!trace) return;
  messages = new Map(trace.messages.map((message) => [message.id, message]));
  clock.set(trace.end);
  timeline.reserve((next.lanes ?? findings?.timeline ?? []).length);
  void parts.draw('outcome', () => outcome.show(trace, findings, trace.end));
  await draw();
  await showTimeline();
}

/** Whether what was shown is what shall be shown: a panel may turn to another workload. */
function isAbout(next: PanelMemento, before: PanelMemento | undefined): boolean {
  return before === undefined || (next.uri === before.uri && next.workload === before.workload);
}

/** Another start is no place for what was chosen in the one before. */
function forget(): void {
  pod = undefined;
  page = 0;
  restored = undefined;
  drawnText = undefined;
  drawCount++;
  view.clear();
  hideDetails();
  outcome.root.hidden = true;
  timeline.selectMessage(undefined);
  timeline.reserve(0);
}

/** Nothing of it keeps the diagram waiting. */
async function showTimeline(): Promise<void> {
  if (!state?.trace || !state.findings) return;
  const isLive = isWatching();
  const now = isLive ? clock.now() : state.trace.end;
  const chosen = shownPod === allPods ? undefined : shownPod;
  const lanes = state.findings.timeline;
  const shown = { lanes, pods: state.lanes, chosen, isLive, now };
  if (!(await parts.draw('timeline', () => timeline.show(shown)))) return;
  const { part, lane } = timeline.selection ?? {};
  if (view.selection !== undefined) selectInTimeline(messages.get(view.selection));
  else if (part && lane) showPart(part, lane);
}

function selectInTimeline(message: Message | undefined): void {
  parts.update('timeline', () => timeline.selectMessage(message));
}

function showPart(part: PathPart, lane: Lane): void {
  void parts.draw('details', () => details.showPart(part, lane));
}

function hideDetails(): void {
  details.hide();
  parts.mend('details');
}

function isWatching(): boolean {
  return state?.live?.status === 'watching';
}

setInterval(() => {
  if (!isWatching()) return;
  parts.update('timeline', () => timeline.tick(clock.now()));
  parts.update('outcome', () => outcome.tick(clock.now()));
}, tickMs);

/** Draws the state's trace; a drawing that a newer one overtook is thrown away. */
async function draw(): Promise<void> {
  const trace = state?.trace;
  if (!trace) return;
  const started = performance.now();
  const mine = ++drawCount;
  const isFirst = drawnText === undefined && restored === undefined;
  const wanted = restored?.selection;
  const isDrawn = await parts.draw('diagram', () => drawDiagram(trace, mine));
  if (mine !== drawCount) return;
  if (isDrawn) {
    const selection = view.selection ?? wanted;
    if (selection !== undefined && messages.has(selection)) select(selection, isFirst);
    else if (view.selection !== undefined) {
      view.select(undefined);
      hideDetails();
    }
    parts.update('head', () => {
      search.refresh();
      toolbar.showZoom(view.zoom);
    });
    document.body.classList.add('drawn');
    performance.mark('drawn');
  } else {
    // What was drawn before is not shown for this state, nor exported; how it was seen stays for the next one.
    restored = { ...savedView(), ...restored };
    drawnText = undefined;
    view.empty();
  }
  tell({ type: 'drawn', milliseconds: performance.now() - started });
}

async function drawDiagram(trace: Trace, mine: number): Promise<void> {
  const pods = podsOf(trace);
  if (pod !== undefined && !pods.includes(pod) && pod !== allPods) pod = undefined;
  shownPod = pod ?? (pods.length > 1 ? pods[0] : undefined) ?? allPods;
  const shown = shownPod;
  diagramOf = (at) => sequenceDiagram(trace, { ...(shown === allPods ? {} : { pod: shown }), page: at });
  const diagram = diagramOf(page);
  pages = diagram.pages;
  page = Math.min(page, pages - 1);
  parts.update('head', () => {
    toolbar.showPods(pods, shown);
    showPods();
    toolbar.showPages(page, pages);
  });
  if (diagram.text === drawnText) return;
  const drawn = await drawing(diagram, font(), (id) => messages.get(id));
  if (mine !== drawCount) return;
  view.show(drawn, restored, isWatching());
  drawnText = diagram.text;
  restored = undefined;
}

/** `together`: the messages that are selected with it. */
function select(id: string, reveal: boolean, together?: readonly string[]): void {
  const message = messages.get(id);
  const { trace } = state ?? {};
  if (!message || !trace) return;
  void parts.draw('details', () => details.show(message, trace.start));
  parts.update('diagram', () => view.select(id, reveal, together));
  selectInTimeline(message);
  save();
  tell({ type: 'selected', message: id });
}

/** Shows a part of the timeline: its messages in the diagram, or what is known of a wait between messages. */
async function selectPart(part: PathPart, lane: Lane): Promise<void> {
  const id = part.messages.find((each) => messages.has(each));
  if (id === undefined) {
    view.select(undefined);
    showPart(part, lane);
    return save();
  }
  const has = (arrow: DiagramArrow): boolean => arrow.messages.includes(id);
  if (!view.drawing?.arrows.some(({ arrow }) => has(arrow))) {
    const other = Array.from({ length: pages }, (_, at) => at).find((at) => diagramOf?.(at).arrows.some(has));
    if (other !== undefined) {
      page = other;
      await draw();
    }
  }
  select(id, true, part.messages);
}

async function choosePod(name: string, uid: string): Promise<void> {
  pod = name;
  page = 0;
  tell({ type: 'choosePod', uid });
  await draw();
  await showTimeline();
}

/** The list stands in for the timeline where that is folded. */
function showPods(): void {
  const [first] = state?.trace ? podsOf(state.trace) : [];
  podList.show(timeline.isOpen ? undefined : state?.lanes, shownPod === allPods ? first : shownPod);
}

/** The arrows of the part that is shown which the text is in; where a text just typed is in none, the part that has it is drawn. */
function find(text: string, isTyped: boolean): number[] {
  const found = text === '' ? [] : matchingArrows(text, view.drawing?.arrows.map(({ arrow }) => arrow) ?? [], messages);
  view.find(new Set(found));
  if (found.length > 0 || text === '' || !isTyped) return found;
  for (let other = 0; other < pages; other++) {
    if (other === page || matchingArrows(text, diagramOf?.(other).arrows ?? [], messages).length === 0) continue;
    page = other;
    void draw();
    break;
  }
  return [];
}

async function exportDrawing(format: 'svg' | 'png'): Promise<void> {
  const drawn = view.drawing;
  if (!drawn) throw new Error('there is no diagram');
  const background = getComputedStyle(document.body).backgroundColor;
  const svg = standaloneSvg(drawn, background);
  const content = format === 'svg' ? svg : await pngOf(svg, drawn.width, drawn.height);
  tell({ type: 'drawing', format, content });
}

function font(): { family: string; size: number } {
  const { fontFamily } = getComputedStyle(document.body);
  return { family: fontFamily, size: 13 };
}

let saving: ReturnType<typeof setTimeout> | undefined;
function saveSoon(): void {
  clearTimeout(saving);
  saving = setTimeout(save, 150);
}

function save(): void {
  if (!state) return;
  const { scrollLeft, scrollTop } = view.root;
  saveView({
    ...state.memento,
    ...(view.drawing ? { zoom: view.zoom, scrollLeft, scrollTop } : restored),
    ...(view.selection === undefined ? {} : { selection: view.selection }),
    ...(pod === undefined ? {} : { pod }),
    page,
    timeline: timeline.isOpen,
    assumed: assumed.isOpen,
    ...outcome.folds,
  });
}
