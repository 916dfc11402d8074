import { commands, Disposable, Range, Uri, window, workspace, type TextDocument, type WebviewPanel } from 'vscode';
import { explainOptions } from '../explainOptions';
import { explainer, manifestOf } from '../manifests';
import { showManifest } from '../editorColumns';
import { FedLines } from './fedLines';
import { revealPosition } from './revealPosition';
import { addComparing, Comparing } from './comparing';
import { isComparisonRequest, isExplainedRequest } from './pageMessages';
import { PanelPage, type PagePlace } from './panelPage';
import { entitle } from '../shown/panels';
import { simulationSettings } from '../settings';
import { onDidChangeWatchedRelease } from '../watchedRelease';
import { workspaceObjects } from '../workspaceObjects';
import { templateLocation, withTemplate } from '../renderedCharts';
import { revealSource } from './revealSource';
import { renderedNote } from '../../core/helm/renderedHeading';
import type {
  Assumed,
  AssumedAmount,
  Chip,
  ComparedWith,
  ExplainedMemento,
  ExplainedRequest,
  Findings,
  ManifestProblem,
  PanelState,
  ShownRelease,
  ShownStart,
} from '../../core/panel/protocol';
import type { Path } from '../../core/path';
import type { Trace } from '../../core/trace/trace';
import type { CallTarget } from '../hovers';
import type { ExplainInput, Workload } from '../explainer';
import type { ExplainOptions } from '../../core/explain/difference/explainedPod';
import type { WrittenObject } from '../../core/api/kubernetesObject';
import type { ExplainedStart } from './explainedComparable';

export const panelType = 'podStartup.panel';

/** Milliseconds of quiet after an edit before the manifest is simulated anew. */
const quiet = 20;

/** Milliseconds that the page waits for what it shows first. */
const patience = 100;

/** Milliseconds after which nothing waits for the page's first drawing any more. */
const longForDrawing = 1000;

/** A workload with the document that has it. */
interface Found {
  document: TextDocument;
  workload: Workload;
}

/** A panel that explains one workload of one document at a time, and follows the document as it is edited. */
export class ExplanationPanel {
  readonly #panel: WebviewPanel;
  readonly #page: PanelPage<ExplainedRequest>;
  readonly #start: number;
  /** Settles when the page drew for the first time, or has taken long for it. */
  readonly #drawnFirst: Promise<void>;
  readonly #comparing: Comparing;
  readonly #subscriptions: Disposable[] = [];
  #memento: ExplainedMemento;
  /** The last good one: it stays while a manifest is being typed and does not parse. */
  #shown: ShownStart | undefined;
  #assumed: Assumed[] | undefined;
  /** What it was computed from, but for what is not taken for granted. */
  #input?: ExplainInput;
  /** What is shown, with all that it was computed from. */
  #explained?: ExplainedStart;
  /** What happens without each of those things that was asked about, as long as the input is the same. */
  readonly #answers = new Map<string, string>();
  /** The ids that were asked about last. */
  #asked: readonly string[] = [];
  #amounts: AssumedAmount[] | undefined;
  #chips: Chip[] | undefined;
  #release: ShownRelease | undefined;
  #problem: ManifestProblem | undefined;
  /** From what the document was rendered, in words. */
  #rendered: string | undefined;
  /** Why the last state could not be computed. */
  #failure?: string;
  #wanted?: string;
  readonly #fedLines = new FedLines();
  /** The selected message. */
  #selected: string | undefined;
  #loading?: ReturnType<typeof setTimeout>;
  #pending?: ReturnType<typeof setTimeout>;
  #round = 0;

  /** `start` is the simulated start's time in milliseconds since the epoch. */
  constructor(panel: WebviewPanel, extension: Uri, memento: ExplainedMemento, start: number) {
    this.#panel = panel;
    const ready = (): void => {
      if (!this.#shown && !this.#problem && this.#failure === undefined) return;
      this.#send();
      this.#comparing.sendAgain(this.#memento.comparedWith);
    };
    const take = (request: ExplainedRequest): Promise<void> => this.#take(request);
    let drawn = (): void => undefined;
    this.#drawnFirst = new Promise((resolve) => {
      drawn = resolve;
      setTimeout(resolve, longForDrawing);
    });
    const place = (): PagePlace => ({ uri: Uri.parse(this.#memento.uri), workload: this.#memento.workload });
    this.#page = new PanelPage(panel, extension, { ready, drawn, place }, { isRequest: isExplainedRequest, take });
    this.#memento = memento;
    this.#start = start;
    const page = this.#page;
    this.#comparing = new Comparing({
      get title() {
        return panel.title;
      },
      post: (message) => page.post(message),
      attempt: (work) => page.attempt(work),
      comparable: async () => {
        const explained = this.#explained;
        return explained && (await import('./explainedComparable')).explainedComparable(explained);
      },
      remember: (chosen) => this.#remember(chosen),
    });
    addComparing(panel, this.#comparing);
    this.#subscriptions.push(
      panel.onDidDispose(() => this.#dispose()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.shows(document)) this.#refreshSoon();
      }),
      onDidChangeWatchedRelease(() => this.#refreshSoon()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('podStartup') || event.affectsConfiguration('yaml')) this.#refreshSoon();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const offset = selections[0] && textEditor.document.offsetAt(selections[0].active);
        if (offset !== undefined && this.shows(textEditor.document))
          void this.#page.attempt(() => this.#mark(textEditor.document, offset));
      }),
    );
    // VS Code opens the view meanwhile: the page loses nothing as long as what it shows is there by then.
    this.#loading = setTimeout(() => page.load(), patience);
    void this.refresh();
  }

  get memento(): ExplainedMemento {
    return this.#memento;
  }

  get trace(): Trace | undefined {
    return this.#shown?.trace;
  }

  get title(): string {
    return this.#panel.title;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  shows(document: TextDocument): boolean {
    return document.uri.toString() === this.#memento.uri;
  }

  explains({ uri, workload }: ExplainedMemento): boolean {
    return uri === this.#memento.uri && workload === this.#memento.workload;
  }

  /** Explains another workload from now on. */
  turnTo(memento: ExplainedMemento): void {
    this.#memento = memento;
    this.#deselect();
    this.#explained = undefined;
    this.#comparing.close();
    this.#shown = undefined;
    this.#assumed = undefined;
    this.#amounts = undefined;
    this.#chips = undefined;
    this.#release = undefined;
    this.#problem = undefined;
    void this.refresh();
  }

  /** Stays with its workload when another one is explained. */
  keep(): void {
    this.#memento = { ...this.#memento, kept: true };
    this.#send();
  }

  /** Brings it to the front for a command, with the keyboard in what it shows. */
  reveal(how?: { withKeyboard: boolean }): void {
    this.#page.reveal(how);
  }

  close(): void {
    this.#panel.dispose();
  }

  /** Selects a call of the CRI, by its name: `CreateContainer app`; once the page is there, if it is not yet. */
  async selectCall(call: string): Promise<void> {
    const { messageOfCall } = await explainer();
    const { trace } = this;
    const message = trace && messageOfCall(trace, call);
    if (message === undefined || !this.#page.isReady) this.#wanted = call;
    else this.#page.post({ type: 'select', message });
  }

  async inject(faults: string[]): Promise<void> {
    this.#memento = { ...this.#memento, faults };
    await this.refresh();
  }

  /** The values that the shown start assumes. */
  get amounts(): readonly AssumedAmount[] {
    return this.#amounts ?? [];
  }

  /** What the shown start was computed from. */
  get input(): ExplainInput | undefined {
    return this.#explained?.input;
  }

  /** Explains the start with these circumstances changed, each a line. */
  async change(whatIf: readonly string[]): Promise<void> {
    this.#memento = { ...this.#memento, whatIf };
    await this.refresh();
  }

  /** Changes a circumstance to what a line says; one that says nothing changes nothing. */
  async #set(line: string): Promise<void> {
    const { readWhatIf, readWhatIfs, whatIfText, withWhatIf } = await explainer();
    const change = readWhatIf(line);
    if (!('problem' in change))
      await this.change(withWhatIf(readWhatIfs(this.#memento.whatIf ?? []), change).map(whatIfText));
  }

  async #removeChip(id: string): Promise<void> {
    const { withoutChip } = await explainer();
    this.#memento = withoutChip(this.#memento, id);
    await this.refresh();
  }

  /** Makes a call fail in the chosen way. */
  async letFail(id: string): Promise<void> {
    const { lineToLetFail } = await explainer();
    const circumstances = this.#input?.circumstances ?? {};
    const line = this.trace && lineToLetFail(this.trace, id, this.#memento.whatIf ?? [], circumstances);
    if (line !== undefined) await this.#ask(line);
  }

  /** Asks for a circumstance to change; who leaves that is back in the page: VS Code may go to the text instead. */
  async #ask(line?: string): Promise<void> {
    await commands.executeCommand('podStartup.whatIf', { line });
    this.#panel.reveal(undefined, false);
  }

  async #showSetting(name: string): Promise<void> {
    const whole = name.includes('.') ? name : `podStartup.simulation.${name}`;
    await commands.executeCommand('workbench.action.openSettings', whole);
  }

  async #leaveOut(ids: readonly string[]): Promise<void> {
    this.#memento = { ...this.#memento, without: ids };
    await this.refresh();
  }

  /** Tells what happens without each of these things, a start a turn, until others are asked about. */
  async #answer(ids: readonly string[]): Promise<void> {
    this.#asked = ids;
    const input = this.#input;
    const tell = (id: string): void => {
      const text = this.#answers.get(id);
      if (text !== undefined) this.#page.post({ type: 'withoutAssumed', id, text });
    };
    ids.forEach(tell);
    const left = ids.filter((id) => !this.#answers.has(id));
    if (!input || left.length === 0) return;
    const { withoutAssumed } = await explainer();
    for (const answer of withoutAssumed(input, left)) {
      if (answer) {
        this.#answers.set(answer.id, answer.text);
        tell(answer.id);
      }
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#asked !== ids || this.#input !== input) return;
    }
  }

  /** Reads and simulates the document as it is now, and shows that; what does not parse keeps the last trace. */
  async refresh(): Promise<void> {
    clearTimeout(this.#pending);
    const mine = ++this.#round;
    this.#failure = undefined;
    let early: string | undefined;
    try {
      early = await this.#explain(() => mine === this.#round);
    } catch (error) {
      // A mistake of ours, not of the manifest: the last good trace stays, and the reason is not hidden.
      this.#failure = this.#page.told(error);
    }
    if (mine !== this.#round) return;
    if (early === undefined || early !== JSON.stringify(this.#state())) this.#send();
    if (this.#page.isReady) this.#comparing.sendAgain(this.#memento.comparedWith);
  }

  /** Explains the document as it is now, as long as nothing newer does; gives the state, as JSON, that was sent before the workspace was read. */
  async #explain(isNewest: () => boolean): Promise<string | undefined> {
    const found = await this.#workload();
    if (!isNewest()) return undefined;
    if ('problem' in found) {
      this.#problem = found.problem;
      return undefined;
    }
    const { refersToOthers } = await explainer();
    // What refers to no other file is shown at once; what the workspace has to add, such as its LimitRanges, follows.
    const isAlone = !this.#shown && !refersToOthers(await manifestOf(found.document));
    if (isAlone) {
      await this.#explainAmong([], found);
      this.#send();
      await this.#drawnFirst;
    }
    const early = isAlone ? JSON.stringify(this.#state()) : undefined;
    const existing = await workspaceObjects(found.document.uri);
    if (isNewest()) await this.#explainAmong(existing, found);
    return early;
  }

  /** Explains a workload of a document among the objects of the workspace's other files. */
  async #explainAmong(existing: readonly WrittenObject[], { document, workload }: Found): Promise<void> {
    const { amountsAssumed, assumedBy, chipsFor, explain, findings, releaseFor } = await explainer();
    const manifest = await manifestOf(document);
    entitle(this.#panel, `Start of ${workload.object.name || workload.object.kind}`);
    this.#problem = undefined;
    const { faults, without = [], whatIf = [] } = this.#memento;
    const circumstances = simulationSettings(document.uri);
    const common = { manifest, workload, existing, faults, whatIf, circumstances, start: this.#start };
    if (!isSameInput(this.#input, common)) {
      this.#input = common;
      this.#answers.clear();
    }
    const input = { ...common, circumstances: { ...circumstances, without } };
    const trace = explain(input);
    this.#assumed = assumedBy(input)?.map((each) => ({
      ...each,
      ...(each.place && { place: withTemplate(document, each.place) }),
    }));
    this.#amounts = amountsAssumed(input);
    this.#chips = chipsFor(input, this.#assumed);
    this.#release = releaseFor(input);
    const source = { manifest, file: this.#file, objects: [workload.object] };
    this.#shown = { trace, findings: leadingToTemplates(findings(trace, { source }), document) };
    this.#rendered = document.isUntitled ? renderedNote(document.getText()) : undefined;
    this.#explained = { document, input, trace };
  }

  /** The document and its workload as they are now. */
  async #workload(): Promise<Found | { problem: ManifestProblem }> {
    let document: TextDocument;
    try {
      document = await workspace.openTextDocument(Uri.parse(this.#memento.uri));
    } catch {
      return wholeFile('the file no longer exists');
    }
    const { problemOf, workloadByKey } = await explainer();
    const manifest = await manifestOf(document);
    const workload = workloadByKey(manifest, this.#memento.workload);
    const error = problemOf(manifest, workload);
    if (error) return { problem: { message: error.message, line: error.line, column: error.column } };
    if (workload) return { document, workload };
    const { workload: key } = this.#memento;
    return wholeFile(
      key === undefined ? 'there is no pod and nothing that creates pods' : `there is no ${key} any more`,
    );
  }

  #refreshSoon(): void {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => void this.refresh(), quiet);
  }

  get #file(): string {
    return this.#memento.uri.split('/').pop() ?? this.#memento.uri;
  }

  #state(): PanelState {
    return {
      kind: 'explained',
      title: this.#panel.title,
      document: this.#file,
      ...(this.#rendered !== undefined && { rendered: this.#rendered }),
      faults: this.#memento.faults,
      memento: this.#memento,
      ...(this.#shown && { shown: this.#shown }),
      ...(this.#assumed && { assumed: this.#assumed }),
      ...(this.#amounts && { amounts: this.#amounts }),
      ...(this.#chips && { chips: this.#chips }),
      ...(this.#release && { release: this.#release }),
      ...(this.#problem && { problem: this.#problem }),
      ...(this.#failure !== undefined && { failure: this.#failure }),
    };
  }

  #send(): void {
    this.#page.load(this.#state());
    if (!this.#page.isReady) return;
    this.#page.post({ type: 'state', state: this.#state() });
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted !== undefined) void this.#page.attempt(() => this.selectCall(wanted));
  }

  /** Keeps over a reload what it is compared with: the page saves what it is sent. */
  #remember(chosen: ComparedWith | undefined): void {
    const { comparedWith: before, ...rest } = this.#memento;
    if (JSON.stringify(before) === JSON.stringify(chosen)) return;
    this.#memento = { ...rest, ...(chosen && { comparedWith: chosen }) };
    this.#page.post({ type: 'memento', memento: this.#memento });
  }

  async #take(request: ExplainedRequest): Promise<void> {
    if (isComparisonRequest(request)) return this.#comparing.take(request);
    switch (request.type) {
      case 'selected':
        return this.#sendFeeds(request.message);
      case 'deselected':
        return this.#deselect();
      case 'reveal':
        return this.#revealPath(request.steps);
      case 'revealProblem':
        return this.#problem && revealPosition(Uri.parse(this.#memento.uri), this.#problem);
      case 'revealLine':
        return revealSource(Uri.parse(this.#memento.uri), request);
      case 'chooseFaults':
        await commands.executeCommand('podStartup.injectFaults');
        // Who leaves the menu is back in the page: VS Code may go to the text instead.
        this.#panel.reveal(undefined, false);
        return;
      case 'askWithout':
        return this.#answer(request.ids);
      case 'leaveOut':
        return this.#leaveOut(request.ids);
      case 'whatIf':
        return this.#ask(request.line);
      case 'setWhatIf':
        return this.#set(request.line);
      case 'removeChip':
        return this.#removeChip(request.id);
      case 'showSetting':
        return this.#showSetting(request.name);
      case 'letFail':
        return this.letFail(request.message);
      case 'chooseAssume':
        return this.#showSetting('assume');
    }
  }

  #deselect(): void {
    this.#selected = undefined;
    this.#fedLines.clear();
  }

  async #sendFeeds(id: string): Promise<void> {
    this.#selected = id;
    const found = await this.#workload();
    const message = this.trace?.messages.find((each) => each.id === id);
    if ('problem' in found || !message) return;
    const { callOf, fieldFeeds, requestsOf } = await explainer();
    const round = this.#round;
    const manifest = await manifestOf(found.document);
    const options = await this.#optionsFor(found.document);
    if (round !== this.#round || id !== this.#selected) return;
    const { workload } = found;
    const feeds = fieldFeeds(manifest, workload.object, message, options).map((feed) =>
      withTemplate(found.document, feed),
    );
    this.#page.post({ type: 'feeds', message: id, feeds });
    const call = callOf(message);
    const requests = call === undefined ? undefined : { call, document: requestsOf(manifest, workload, options) };
    this.#fedLines.show(this.#memento.uri, {
      message: id,
      feeds,
      ...(requests && { requests: { ...requests, workload: workload.key } }),
    });
  }

  /** The request of a call of the CRI, as the document of requests has it. */
  async requestOf(id: string): Promise<CallTarget | undefined> {
    const found = await this.#workload();
    const message = this.trace?.messages.find((each) => each.id === id);
    const call = message && (await explainer()).callOf(message);
    if ('problem' in found || call === undefined) return undefined;
    return { uri: this.#memento.uri, offset: found.workload.object.range.start, call };
  }

  /** Shows the first line of the manifest that feeds a message's request; false where none does. */
  async revealFeeding(id: string): Promise<boolean> {
    const found = await this.#workload();
    const message = this.trace?.messages.find((each) => each.id === id);
    if ('problem' in found || !message) return false;
    const { fieldFeeds } = await explainer();
    const manifest = await manifestOf(found.document);
    const feeds = fieldFeeds(manifest, found.workload.object, message, await this.#optionsFor(found.document));
    const [first] = [...feeds].sort((a, b) => a.line - b.line);
    if (first) await revealPosition(found.document.uri, { line: first.line, column: 1 });
    return first !== undefined;
  }

  async #mark(document: TextDocument, offset: number): Promise<void> {
    const found = await this.#workload();
    const { trace } = this;
    if ('problem' in found || !trace) return;
    const { messagesFedAt } = await explainer();
    const options = await this.#optionsFor(document);
    const messages = messagesFedAt(await manifestOf(document), offset, trace, options);
    this.#page.post({ type: 'mark', messages, line: document.positionAt(offset).line + 1 });
  }

  /** As for hovers, of the release that the shown start is of. */
  async #optionsFor(document: TextDocument): Promise<ExplainOptions> {
    const { withChosenRelease } = await explainer();
    return withChosenRelease(await explainOptions(document), this.#memento.whatIf);
  }

  async #revealPath(path: Path): Promise<void> {
    const found = await this.#workload();
    if ('problem' in found) return;
    const { placeOf } = await explainer();
    const place = placeOf(found.workload, path);
    const line = place && found.document.positionAt(place.start).line + 1;
    if (line !== undefined && templateLocation(found.document, line))
      return revealSource(found.document.uri, { line, column: 1 });
    if (place) await this.#revealRange(found.document, place.start, place.end);
  }

  async #revealRange(document: TextDocument, start: number, end: number): Promise<void> {
    await showManifest(document, { selection: new Range(document.positionAt(start), document.positionAt(end)) });
  }

  #dispose(): void {
    clearTimeout(this.#loading);
    clearTimeout(this.#pending);
    this.#round++;
    this.#fedLines.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function isSameInput(before: ExplainInput | undefined, input: ExplainInput): boolean {
  const chosen = ({ workload, faults, whatIf, circumstances }: ExplainInput): string =>
    JSON.stringify([workload.key, faults, whatIf, circumstances]);
  return before?.manifest === input.manifest && before.existing === input.existing && chosen(before) === chosen(input);
}

/** Diagnoses of what a chart makes lead to the lines of its templates. */
function leadingToTemplates(findings: Findings, document: TextDocument): Findings {
  const diagnoses = findings.diagnoses.map((diagnosis) => ({
    ...diagnosis,
    ...(diagnosis.place && { place: withTemplate(document, diagnosis.place) }),
  }));
  return { ...findings, diagnoses };
}

/** A problem that no line is to blame for. */
function wholeFile(message: string): { problem: ManifestProblem } {
  return { problem: { message, line: 1, column: 1 } };
}
