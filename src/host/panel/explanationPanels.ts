import { Disposable, ViewColumn, window, type ExtensionContext, type WebviewPanel } from 'vscode';
import { ExplanationPanel, panelType } from './explanationPanel';
import type { PanelMemento } from '../../core/panel/protocol';

/** The open panels: one a workload, brought to the front where it is open already, and back after a reload. */
export class ExplanationPanels {
  readonly #context: ExtensionContext;
  readonly #panels = new Set<ExplanationPanel>();

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  /** Shows a workload of a document beside it. */
  show(memento: PanelMemento): ExplanationPanel {
    for (const open of this.#panels) {
      if (open.memento.uri !== memento.uri || open.memento.workload !== memento.workload) continue;
      open.reveal();
      return open;
    }
    const panel = window.createWebviewPanel(
      panelType,
      'Pod Startup',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    return this.#add(panel, memento);
  }

  /** The panel in front, else the only one there is. */
  current(): ExplanationPanel | undefined {
    return (
      [...this.#panels].find(({ isActive }) => isActive) ?? (this.#panels.size === 1 ? [...this.#panels][0] : undefined)
    );
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

  #add(panel: WebviewPanel, memento: PanelMemento): ExplanationPanel {
    const made = new ExplanationPanel(panel, this.#context.extensionUri, memento, Date.now());
    this.#panels.add(made);
    made.onDidDispose(() => this.#panels.delete(made));
    return made;
  }
}

function mementoIn(state: unknown): PanelMemento | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { uri, workload, faults } = state as Record<string, unknown>;
  if (typeof uri !== 'string') return undefined;
  return {
    uri,
    ...(typeof workload === 'string' && { workload }),
    faults: Array.isArray(faults) ? faults.filter((fault): fault is string => typeof fault === 'string') : [],
  };
}
