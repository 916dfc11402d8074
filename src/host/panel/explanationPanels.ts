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
  readonly #panels = new Set<ExplanationPanel>();

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  /** Shows a workload of a document beside it. */
  show(memento: ExplainedMemento): ExplanationPanel {
    const open = [...this.#panels];
    const shown = open.find((panel) => panel.explains(memento));
    const found = shown ?? open.find((panel) => !panel.memento.kept);
    if (found) {
      if (!shown) found.turnTo(memento);
      found.reveal();
      return found;
    }
    const panel = openPanel(panelType, 'Pod Startup', ViewColumn.Beside);
    return this.#add(panel, memento);
  }

  /** The panel in front, else the only one there is. */
  current(): ExplanationPanel | undefined {
    return (
      [...this.#panels].find(({ isActive }) => isActive) ?? (this.#panels.size === 1 ? [...this.#panels][0] : undefined)
    );
  }

  /** The panel that shows a document: the one in front where there are several. */
  showing(document: TextDocument): ExplanationPanel | undefined {
    const all = [...this.#panels].filter((panel) => panel.shows(document));
    return all.find(({ isActive }) => isActive) ?? all[0];
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
    this.#panels.add(made);
    made.onDidDispose(() => this.#panels.delete(made));
    panel.onDidChangeViewState(() => this.#tellMenus());
    return made;
  }

  #tellMenus(): void {
    const isKept = [...this.#panels].some(({ isActive, memento }) => isActive && memento.kept);
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
