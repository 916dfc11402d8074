import { commands, languages, Uri, window, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { assistantTools } from '../assistantTools';
import type { AnswerTo } from '../../core/answers/answerWorld';
import { CheckedFolder } from '../checkedFolder';
import { codeLenses } from '../codeLenses';
import { ExplanationPanels } from '../panel/explanationPanels';
import { explainManifest } from './explainManifest';
import type { ExplainTarget } from '../explainTarget';
import type { Renderers } from './explainRendered';
import { comparedWithIn } from '../panel/comparedWithIn';
import { comparingPanel } from '../panel/comparing';
import { followWorkspace } from '../workspaceObjects';
import { definitions } from '../definitions';
import { isMap } from '../../core/isMap';
import { keepLevelIn } from '../panel/chosenLevel';
import { fixes, fixKinds } from '../fixes';
import { hints } from '../hints';
import { inlayHints } from '../inlayHints';
import { hovers, type CallTarget } from '../hovers';
import { injectFaults } from './injectFaults';
import { linkedCursors } from '../requests/linkedCursors';
import { RequestDocuments, requestScheme } from '../requests/requestDocuments';
import { ReadAhead } from '../readAhead';
import { ReleaseReports, reportScheme } from './releaseReports';
import { requestHovers } from '../requests/requestHovers';
import { showInDiagram } from './showInDiagram';
import { showInformation } from '../shown/notifications';
import { showRequests } from '../requests/showRequests';
import { manifestLanguages, mayHoldPods } from '../kubernetesYaml';
import { foremostPage } from '../panel/panelPage';
import { readPagesWith, type ReadFile } from '../panel/pageTexts';
import type { RealPath } from '../workspaceFile';

/** What is at hand only where the machine is. */
export interface Machine extends Renderers {
  realPath: RealPath;
  readFile: ReadFile;
}

/**
 * Registers what needs no cluster. Nothing is read or computed before a person asks for it.
 *
 * @param loadAnswers brings what assistants are answered
 */
export function start(context: ExtensionContext, loadAnswers: () => Promise<AnswerTo>, machine?: Machine): void {
  keepLevelIn(context.globalState);
  if (machine) readPagesWith(machine.readFile);
  const panels = new ExplanationPanels(context);
  const requests = new RequestDocuments();
  const reports = new ReleaseReports();
  const ahead = new ReadAhead();
  const checked = new CheckedFolder();
  const atHand = { extension: context.extensionUri, hasMachine: machine !== undefined };
  const selector = manifestLanguages.map((language) => ({ language }));
  context.subscriptions.push(
    commands.registerCommand('podStartup.explainManifest', (target?: unknown) =>
      explainManifest(panels, atHand, targetOf(target)),
    ),
    commands.registerCommand('podStartup.explainSample', async (name?: unknown) =>
      (await import('./explainSample')).explainChosenSample(panels, context.extensionUri, name),
    ),
    commands.registerCommand('podStartup.explainRendered', async (target?: unknown) => {
      const uri = targetOf(target).uri ?? window.activeTextEditor?.document.uri;
      if (uri) await (await import('./explainRendered')).explainRendered(panels, uri, machine);
    }),
    commands.registerCommand('podStartup.checkFolder', async (target?: unknown) =>
      (await import('./checkFolder')).checkFolder(targetOf(target).uri, checked),
    ),
    commands.registerCommand('podStartup.injectFaults', async () => {
      const panel = panels.current();
      if (panel) await injectFaults(panel);
      else
        await showInformation(
          'Explain a manifest or a sample first: faults are injected into the start that is shown.',
        );
    }),
    commands.registerCommand('podStartup.compareWith', async (chosen?: unknown) => {
      const comparing = comparingPanel();
      if (comparing) await comparing.compare(comparedWithIn(chosen));
      else await showInformation('Explain a manifest or a sample first: the start that is shown is compared.');
    }),
    commands.registerCommand('podStartup.compareReleases', async (target?: unknown) =>
      (await import('./compareReleases')).compareReleases(reports, targetOf(target).uri),
    ),
    commands.registerCommand('podStartup.whatIf', async (argument?: unknown) =>
      (await import('./whatIf')).whatIf(panels, argument),
    ),
    commands.registerCommand('podStartup.nextMessage', () => foremostPage()?.step(1)),
    commands.registerCommand('podStartup.previousMessage', () => foremostPage()?.step(-1)),
    commands.registerCommand('podStartup.present', () => foremostPage()?.present()),
    commands.registerCommand('podStartup.keepPanel', () => panels.keep()),
    commands.registerCommand('podStartup.exportDiagram', () => foremostPage()?.export()),
    commands.registerCommand('podStartup.showInDiagram', (target: CallTarget) => showInDiagram(panels, target)),
    commands.registerCommand('podStartup.showRequest', (target: CallTarget) => showRequests(requests, target)),
    commands.registerCommand('podStartup.showCriRequests', () => showRequests(requests)),
    commands.registerCommand('podStartup.letCallFail', async (clicked?: unknown) =>
      panels.current()?.letFail(messageIn(clicked)),
    ),
    commands.registerCommand('podStartup.showCallRequest', async (clicked?: unknown) => {
      const target = await panels.current()?.requestOf(messageIn(clicked));
      if (target) await showRequests(requests, target);
    }),
    commands.registerCommand('podStartup.revealCallLine', async (clicked?: unknown) => {
      if ((await panels.current()?.revealFeeding(messageIn(clicked))) === false)
        await showInformation('No line of the manifest feeds this call.');
    }),
    commands.registerCommand('podStartup.explainSavedOutput', async () =>
      (await import('./savedOutput')).explainSavedOutput(context.extensionUri),
    ),
    panels.register(),
    requests,
    workspace.registerTextDocumentContentProvider(requestScheme, requests),
    workspace.registerTextDocumentContentProvider(reportScheme, reports),
    languages.registerHoverProvider({ scheme: requestScheme }, requestHovers(requests)),
    languages.registerDefinitionProvider({ scheme: requestScheme }, requestHovers(requests)),
    linkedCursors(requests),
    ahead,
    languages.registerHoverProvider(selector, hovers(ahead)),
    languages.registerDefinitionProvider(selector, definitions),
    checked,
    hints(checked),
    languages.registerCodeActionsProvider(selector, fixes, fixKinds),
    ...assistantTools(loadAnswers, machine?.realPath),
    languages.registerCodeLensProvider(selector, codeLenses),
    inlayHints(selector),
    ...followWorkspace(),
    ...menuContext(),
  );
}

/** A menu gives the file, a lens the file and the workload, the palette nothing. */
function targetOf(value: unknown): ExplainTarget {
  if (value instanceof Uri) return { uri: value };
  return typeof value === 'object' && value !== null && 'uri' in value ? (value as ExplainTarget) : {};
}

/** The message on which a page's menu was opened. */
function messageIn(context: unknown): string {
  return isMap(context) && typeof context['message'] === 'string' ? context['message'] : '';
}

/** Keeps the key by which the editor's menus show the command only where there is a pod. */
function menuContext(): Disposable[] {
  let shown: boolean | undefined;
  const update = () => {
    const document = window.activeTextEditor?.document;
    const show = document !== undefined && mayHoldPods(document);
    if (show === shown) return;
    shown = show;
    void commands.executeCommand('setContext', 'podStartup.hasPods', show);
  };
  update();
  return [
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update();
    }),
  ];
}
