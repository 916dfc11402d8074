import type { ComparingPanel } from './comparable';
import type { PanelComparison } from './panelComparison';
import type { ComparedWith, ComparisonRequest } from '../../core/panel/protocol';

/** The open panels that can compare. */
const open = new Set<Comparing>();

/** The panel in front, else the only one there is. */
export function comparingPanel(): Comparing | undefined {
  const all = [...open];
  return all.find(({ isActive }) => isActive) ?? (all.length === 1 ? all[0] : undefined);
}

/** A panel's comparison with another start. Nothing of it is loaded before a person asks for one. */
export class Comparing {
  readonly #panel: ComparingPanel;
  #loading?: Promise<PanelComparison>;

  constructor(panel: ComparingPanel) {
    this.#panel = panel;
    open.add(this);
  }

  get isActive(): boolean {
    return this.#panel.isActive;
  }

  dispose(): void {
    open.delete(this);
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
