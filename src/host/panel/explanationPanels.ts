import {
  commands,
  Disposable,
  ViewColumn,
  window,
  type ExtensionContext,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import { ExplanationPanel, panelType } from './explanationPanel';
import { OpenPanels } from './openPanels';
import { openPanel } from '../shown/panels';
import { comparedWithIn } from './comparedWithIn';
import { isMap } from '../../core/isMap';
import type { ExplainedMemento } from '../../core/panel/protocol';

/**
 * The open panels. As the Markdown preview does, the one that is not kept turns to what is explained next; a kept one
 * stays with its workload, and comes to the front when that is explained again. All come back after a reload.
 */
export class ExplanationPanels {
  readonly #context: ExtensionContext;
  readonly #panels = new OpenPanels<ExplanationPanel>();

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  /** Shows a workload of a document beside it. */
  show(memento: ExplainedMemento, how?: { withKeyboard: boolean }): ExplanationPanel {
    const open = this.#panels.all;
    const shown = open.find((panel) => panel.explains(memento));
    const found = shown ?? open.find((panel) => !panel.memento.kept);
    if (found) {
      if (!shown) found.turnTo(memento);
      found.reveal(how);
      return found;
    }
    const made = this.#open(memento);
    made.reveal(how);
    return made;
  }

  /** Opens a panel for a workload, with the keyboard in it, unless there is one that could turn to it. */
  open(memento: ExplainedMemento, how?: { withKeyboard: boolean }): ExplanationPanel | undefined {
    const isThere = this.#panels.all.some((panel) => panel.explains(memento) || !panel.memento.kept);
    if (isThere) return undefined;
    const made = this.#open(memento);
    made.reveal(how);
    return made;
  }

  #open(memento: ExplainedMemento): ExplanationPanel {
    return this.#add(openPanel(panelType, 'Pod Startup', ViewColumn.Beside), memento);
  }

  /** The panel that is in front, or was last. */
  current(): ExplanationPanel | undefined {
    return this.#panels.foremost;
  }

  /** The panel that shows a document: of several, the one that is in front or was last. */
  showing(document: TextDocument): ExplanationPanel | undefined {
    return this.#panels.all.filter((panel) => panel.shows(document)).at(-1);
  }

  /** Keeps the panel in front with its workload. */
  keep(): void {
    this.current()?.keep();
    this.#tellMenus();
  }

  /** Brings panels back after the window was reloaded. */
  register(): Disposable {
    return window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
        const memento = mementoIn(state);
        if (memento) this.#add(panel, memento);
        else panel.dispose();
      },
    });
  }

  #add(panel: WebviewPanel, memento: ExplainedMemento): ExplanationPanel {
    const made = new ExplanationPanel(panel, this.#context.extensionUri, memento, Date.now());
    this.#panels.add(panel, made);
    panel.onDidChangeViewState(() => this.#tellMenus());
    return made;
  }

  #tellMenus(): void {
    const isKept = this.#panels.all.some(({ isActive, memento }) => isActive && memento.kept);
    void commands.executeCommand('setContext', 'podStartup.isKept', isKept);
  }
}

function mementoIn(state: unknown): ExplainedMemento | undefined {
  if (!isMap(state)) return undefined;
  const { uri, workload, faults, without, whatIf, kept } = state;
  const comparedWith = comparedWithIn(state['comparedWith']);
  if (typeof uri !== 'string') return undefined;
  return {
    uri,
    ...(typeof workload === 'string' && { workload }),
    ...(kept === true && { kept }),
    ...(comparedWith && { comparedWith }),
    faults: textsIn(faults),
    without: textsIn(without),
    whatIf: textsIn(whatIf),
  };
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
