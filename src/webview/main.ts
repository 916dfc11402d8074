import { DetailsPane } from './details/detailsPane';
import { DiagramView } from './diagram/diagramView';
import { drawing } from './diagram/drawing';
import { element } from './element';
import { LiveBar } from './liveBar';
import { labelText } from '../core/diagram/messageLabel';
import { OutcomeSection } from './outcomeSection';
import { PodList } from './podList';
import { pngOf } from './export/pngOf';
import { podsOf } from '../core/diagram/legs';
import { SearchBox } from './searchBox';
import { sequenceDiagram, type SequenceDiagram } from '../core/diagram/sequenceDiagram';
import { Splitter } from './splitter';
import { standaloneSvg } from './export/standaloneSvg';
import { Toolbar } from './toolbar';
import { savedView, saveView, tell, type SavedView } from './vscodeApi';
import { actors, type Message } from '../core/trace/trace';
import type { DiagramArrow } from '../core/diagram/diagramRows';
import type { HostToPanel, PanelMemento, PanelState } from '../core/panel/protocol';

/** The choice to see all pods at once; without a choice the first is shown. */
const allPods = '';

const saved = savedView();
let state: PanelState | undefined;
let messages = new Map<string, Message>();
let pod = saved?.pod;
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
    details.hide();
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
const toolbar = new Toolbar(search.root, {
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
const podList = new PodList(({ uid, name }) => {
  pod = name;
  page = 0;
  tell({ type: 'choosePod', uid });
  void draw();
});
const outcome = new OutcomeSection();
const problem = element('div', { class: 'problem', role: 'status', hidden: '' });
const heading = element('h1', { class: 'only-read' });
const stage = element('div', { class: 'stage' }, view.root, outcome.root);
const splitter = new Splitter(details.root);
document.body.append(
  element('header', {}, heading, toolbar.root, live.root, podList.root, problem),
  element('main', { class: 'panes' }, stage, splitter.root, details.root),
);

window.addEventListener('message', ({ data }: MessageEvent<HostToPanel>) => {
  switch (data.type) {
    case 'state':
      void take(data.state);
      break;
    case 'mark':
      view.mark(data.messages);
      break;
    case 'feeds':
      details.feeds(data.message, data.feeds);
      break;
    case 'select':
      select(data.message, true);
      break;
    case 'draw':
      void exportDrawing(data.format);
  }
});
window.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 'f') search.focus();
  else if (event.key === '/' && !(event.target instanceof HTMLInputElement)) search.focus();
  else return;
  event.preventDefault();
});
tell({ type: 'ready' });

async function take(next: PanelState): Promise<void> {
  if (!isAbout(next.memento, state?.memento ?? saved)) forget();
  state = next;
  heading.textContent = next.title;
  toolbar.showFaults(next.faults, next.live === undefined);
  live.show(next.live, next.memento.watched !== undefined);
  showProblem();
  save();
  if (next.trace) {
    messages = new Map(next.trace.messages.map((message) => [message.id, message]));
    outcome.show(next.trace);
    await draw();
  }
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
  details.hide();
  outcome.root.replaceChildren();
}

/** Draws the state's trace; a drawing that a newer one overtook is thrown away. */
async function draw(): Promise<void> {
  const trace = state?.trace;
  if (!trace) return;
  const started = performance.now();
  const mine = ++drawCount;
  const pods = podsOf(trace);
  if (pod !== undefined && !pods.includes(pod) && pod !== allPods) pod = undefined;
  const shown = pod ?? (pods.length > 1 ? pods[0] : allPods);
  diagramOf = (at) => sequenceDiagram(trace, { ...(shown === allPods ? {} : { pod: shown }), page: at });
  const diagram = diagramOf(page);
  pages = diagram.pages;
  page = Math.min(page, pages - 1);
  toolbar.showPods(pods, shown);
  podList.show(state?.lanes, shown === allPods ? pods[0] : shown);
  toolbar.showPages(page, pages);
  const isFirst = drawnText === undefined && restored === undefined;
  const selection = view.selection ?? restored?.selection;
  try {
    if (diagram.text !== drawnText) {
      const drawn = await drawing(diagram, font(), (id) => messages.get(id));
      if (mine !== drawCount) return;
      view.show(drawn, restored);
      drawnText = diagram.text;
      restored = undefined;
    }
    if (selection !== undefined && messages.has(selection)) select(selection, isFirst);
    else if (view.selection !== undefined) {
      view.select(undefined);
      details.hide();
    }
    search.refresh();
    toolbar.showZoom(view.zoom);
    document.body.classList.add('drawn');
    performance.mark('drawn');
    tell({ type: 'drawn', milliseconds: performance.now() - started });
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function select(id: string, reveal: boolean): void {
  const message = messages.get(id);
  if (!message || !state?.trace) return;
  details.show(message, state.trace.start);
  view.select(id, reveal);
  save();
  tell({ type: 'selected', message: id });
}

/** The arrows of the part that is shown which the text is in; where a text just typed is in none, the part that has it is drawn. */
function find(text: string, isTyped: boolean): number[] {
  const found = text === '' ? [] : matching(text, view.drawing?.arrows.map(({ arrow }) => arrow) ?? []);
  view.find(new Set(found));
  if (found.length > 0 || text === '' || !isTyped) return found;
  for (let other = 0; other < pages; other++) {
    if (other === page || matching(text, diagramOf?.(other).arrows ?? []).length === 0) continue;
    page = other;
    void draw();
    break;
  }
  return [];
}

function matching(text: string, arrows: readonly DiagramArrow[]): number[] {
  const found: number[] = [];
  const seen = new Set<string>();
  for (const [index, arrow] of arrows.entries()) {
    const message = messages.get(arrow.messages[0] ?? '');
    const searched = [
      labelText(arrow.label),
      message?.method,
      message?.subject?.container,
      message && actors[message.to],
    ];
    const isNew = message !== undefined && !seen.has(message.id);
    if (!isNew || !searched.some((part) => part?.toLowerCase().includes(text))) continue;
    seen.add(message.id);
    found.push(index);
  }
  return found;
}

function showProblem(): void {
  const shown = state?.problem;
  problem.hidden = !shown;
  problem.replaceChildren();
  document.body.classList.toggle('stale', shown !== undefined);
  if (!shown || !state) return;
  const link = element('button', { type: 'button', class: 'link' }, `line ${shown.line}, column ${shown.column}`);
  link.addEventListener('click', () => tell({ type: 'revealProblem' }));
  const kept = state.trace ? ' The diagram shows the manifest as it was before.' : '';
  problem.append(
    element('span', { class: 'icon icon-warning', 'aria-hidden': 'true' }),
    element('div', {}, `${state.document} stops at `, link, `: ${shown.message}.${kept}`),
  );
}

async function exportDrawing(format: 'svg' | 'png'): Promise<void> {
  const drawn = view.drawing;
  if (!drawn) return;
  try {
    const background = getComputedStyle(document.body).backgroundColor;
    const svg = standaloneSvg(drawn, background);
    const content = format === 'svg' ? svg : await pngOf(svg, drawn.width, drawn.height);
    tell({ type: 'drawing', format, content });
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
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
  });
}
