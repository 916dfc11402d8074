import { OpenPanels } from './openPanels';
import type { WebviewPanel } from 'vscode';
import type { ComparingPanel } from './comparable';
import type { PanelComparison } from './panelComparison';
import type { ComparedWith, ComparisonRequest } from '../../core/panel/protocol';

const open = new OpenPanels<Comparing>();

/** The comparison of the panel that is in front, or was last. */
export function comparingPanel(): Comparing | undefined {
  return open.foremost;
}

/** Lets a panel's comparison be asked for by commands, until the panel is closed. */
export function addComparing(panel: WebviewPanel, comparing: Comparing): void {
  open.add(panel, comparing);
}

/** A panel's comparison with another start. Nothing of it is loaded before a person asks for one. */
export class Comparing {
  readonly #panel: ComparingPanel;
  #loading?: Promise<PanelComparison>;

  constructor(panel: ComparingPanel) {
    this.#panel = panel;
  }

  async take(request: ComparisonRequest): Promise<void> {
    await (await this.#comparison()).take(request);
  }

  /** Compares with what is given, else with what a person chooses. */
  compare(chosen?: ComparedWith): Promise<void> {
    return this.#panel.attempt(async () => {
      const comparison = await this.#comparison();
      await (chosen ? comparison.compare(chosen) : comparison.choose(''));
    });
  }

  /** Compares with nothing any longer: the panel turns to another start. */
  close(): void {
    const loading = this.#loading;
    if (loading) void this.#panel.attempt(async () => (await loading).take({ type: 'closeComparison' }));
  }

  /** Another start is shown now: it is compared, too. */
  refresh(): void {
    const loading = this.#loading;
    if (loading) void this.#panel.attempt(async () => (await loading).refresh());
  }

  /** As refresh; with what was chosen before a reload of the window. */
  sendAgain(chosen: ComparedWith | undefined): void {
    if (chosen) void this.compare(chosen);
    else this.refresh();
  }

  #comparison(): Promise<PanelComparison> {
    this.#loading ??= import('./panelComparison').then(({ PanelComparison }) => new PanelComparison(this.#panel));
    return this.#loading;
  }
}
