import type { WebviewPanel } from 'vscode';

/** What belongs to open panels, each with its panel. */
export class OpenPanels<Thing> {
  /** The one that is or was in front last is the last one. */
  readonly #all = new Map<WebviewPanel, Thing>();

  /** Adds what belongs to a panel, until that is closed. */
  add(panel: WebviewPanel, thing: Thing): void {
    this.#all.set(panel, thing);
    panel.onDidChangeViewState(() => {
      if (!panel.active || !this.#all.delete(panel)) return;
      this.#all.set(panel, thing);
    });
    panel.onDidDispose(() => this.#all.delete(panel));
  }

  get all(): Thing[] {
    return [...this.#all.values()];
  }

  /** That of the panel that is in front, or was last; a new one counts as in front. */
  get foremost(): Thing | undefined {
    return this.all.at(-1);
  }
}
