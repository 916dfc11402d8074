import { Uri } from 'vscode';
import { saveText } from './saveAs';
import { revealPosition } from './revealPosition';
import { inParts } from '../inParts';
import { pick } from '../shown/picks';
import { causing, type CausingPlaces } from '../../core/explain/difference/causingPlaces';
import { shownComparison, writtenComparison } from '../../core/panel/shownComparison';
import { NothingToCompare, type ComparingPanel, type HostStart } from './comparable';
import { askForFile } from './comparedFile';
import { usualLevel, type Level } from '../../core/trace/level';
import type { ComparedWith, ComparisonRequest, ShownComparison } from '../../core/panel/protocol';

/** What is compared. */
interface Compared {
  left: HostStart;
  right: HostStart;
  causes?: CausingPlaces;
}

/** The comparison that a panel shows: computed here as often as one of the two starts is another one. */
export class PanelComparison {
  readonly #panel: ComparingPanel;
  #chosen?: ComparedWith | undefined;
  #level: Level = usualLevel;
  #compared?: Compared | undefined;
  #round = 0;

  constructor(panel: ComparingPanel) {
    this.#panel = panel;
  }

  async take(request: ComparisonRequest): Promise<void> {
    switch (request.type) {
      case 'chooseComparison':
        this.#level = request.level;
        return this.choose(request.pod);
      case 'compareAt':
        this.#level = request.level;
        return this.#send();
      case 'closeComparison':
        return this.#close();
      case 'exportComparison':
        return this.#export();
      case 'revealCause': {
        const uri = this.#compared?.[request.side].uri;
        if (uri !== undefined) await revealPosition(Uri.parse(uri), request);
      }
    }
  }

  /** Lets a person choose what to compare with. `pod`: the one that is shown, '' for all. */
  async choose(pod: string): Promise<void> {
    const comparable = await this.#panel.comparable();
    if (!comparable) return;
    const chosen = await pick(await comparable.choices(pod), {
      title: 'Compare With',
      placeHolder: `What do you want to compare “${this.#panel.title}” with?`,
    });
    const asked = chosen?.kind === 'file' && chosen.uri === '' ? await askForFile() : chosen;
    if (asked) await this.compare(asked);
  }

  async compare(chosen: ComparedWith): Promise<void> {
    this.#chosen = chosen;
    this.#panel.remember?.(chosen);
    await this.refresh();
  }

  /** Compares what there is now. */
  async refresh(): Promise<void> {
    const chosen = this.#chosen;
    if (!chosen) return;
    const mine = ++this.#round;
    const isNewest = (): boolean => mine === this.#round;
    try {
      const comparable = await this.#panel.comparable();
      if (!comparable || !isNewest()) return;
      const [left, right] = await comparable.starts(chosen);
      if (!isNewest()) return;
      // What was worked out of the same two manifests holds on.
      const { causes } = isOfSame(this.#compared, left, right) ? this.#compared : {};
      this.#compared = { left, right, ...(causes && { causes }) };
      this.#send();
      if (!causes) await this.#findCauses(left, right, isNewest);
    } catch (error) {
      if (!(error instanceof NothingToCompare)) throw error;
      if (isNewest()) this.#fail(error.message);
    }
  }

  async #findCauses({ source: one }: HostStart, { source: other }: HostStart, isNewest: () => boolean): Promise<void> {
    if (!one || !other || one.manifest === other.manifest) return;
    const causes = await inParts(causing(one, other));
    if (!isNewest() || !this.#compared) return;
    this.#compared = { ...this.#compared, causes };
    this.#send();
  }

  #send(): void {
    if (this.#compared) this.#show(shownComparison({ ...this.#compared, level: this.#level }));
  }

  #fail(problem: string): void {
    this.#compared = undefined;
    this.#show({ left: '', right: '', counts: '', level: this.#level, rows: [], ends: [], notes: [], problem });
  }

  #show(comparison?: ShownComparison): void {
    this.#panel.post({ type: 'comparison', ...(comparison && { comparison }) });
  }

  #close(): void {
    this.#round++;
    this.#chosen = undefined;
    this.#compared = undefined;
    this.#panel.remember?.(undefined);
    this.#show();
  }

  async #export(): Promise<void> {
    if (!this.#compared) return;
    const text = writtenComparison({ ...this.#compared, level: this.#level });
    await saveText(`${this.#panel.title} comparison`, 'md', `${text}\n`);
  }
}

function isOfSame(before: Compared | undefined, left: HostStart, right: HostStart): before is Compared {
  return (
    before !== undefined &&
    before.left.source?.manifest === left.source?.manifest &&
    before.right.source?.manifest === right.source?.manifest
  );
}
