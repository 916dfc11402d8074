import { element, iconButton } from './element';

export interface ToolbarListener {
  zoomIn(): void;
  zoomOut(): void;
  zoomReset(): void;
  fit(): void;
  chooseFaults(): void;
  chooseExport(): void;
  /** A pod's name; '' for all. */
  choosePod(pod: string): void;
  choosePage(page: number): void;
}

/** The row above the diagram: search, which pod, faults, zoom, export; last what is assumed, as its list comes next. */
export class Toolbar {
  readonly root: HTMLElement;
  readonly #pods = element('select', { 'aria-label': 'Pod', title: 'Whose start is shown' });
  readonly #pager = element('div', { class: 'pager', hidden: '' });
  readonly #page = element('span', { class: 'page', role: 'status' });
  readonly #faults: HTMLButtonElement;
  readonly #faultCount = element('span', { class: 'badge', hidden: '' });
  readonly #zoom: HTMLButtonElement;
  #at = 0;
  #pages = 1;

  constructor(search: HTMLElement, assumed: HTMLElement, listener: ToolbarListener) {
    this.#faults = iconButton('beaker', 'Inject faults', () => listener.chooseFaults());
    this.#faults.append(this.#faultCount);
    this.#zoom = element('button', { type: 'button', class: 'zoom-level', title: 'Zoom to 100 %' }, '100 %');
    this.#zoom.addEventListener('click', () => listener.zoomReset());
    this.#pods.addEventListener('change', () => listener.choosePod(this.#pods.value));
    this.#pager.append(
      iconButton('arrow-left', 'Earlier calls', () => listener.choosePage(Math.max(0, this.#at - 1))),
      this.#page,
      iconButton('arrow-right', 'Later calls', () => listener.choosePage(Math.min(this.#pages - 1, this.#at + 1))),
    );
    this.root = element(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': 'Diagram' },
      search,
      this.#pods,
      this.#pager,
      element('span', { class: 'space' }),
      this.#faults,
      element(
        'div',
        { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
        iconButton('zoom-out', 'Zoom out (Ctrl+-)', () => listener.zoomOut()),
        this.#zoom,
        iconButton('zoom-in', 'Zoom in (Ctrl++)', () => listener.zoomIn()),
        iconButton('screen-full', 'Fit the width', () => listener.fit()),
      ),
      iconButton('export', 'Export the diagram', () => listener.chooseExport()),
      assumed,
    );
  }

  showZoom(zoom: number): void {
    this.#zoom.textContent = `${Math.round(zoom * 100)} %`;
  }

  /** `possible`: only a simulation takes faults. */
  showFaults(faults: readonly string[], possible: boolean): void {
    this.#faults.hidden = !possible;
    this.#faultCount.hidden = faults.length === 0;
    this.#faultCount.textContent = String(faults.length);
    this.#faults.classList.toggle('active', faults.length > 0);
    const label = faults.length === 0 ? 'Inject faults' : `Injected: ${faults.join(', ')}`;
    this.#faults.title = label;
    this.#faults.setAttribute('aria-label', label);
  }

  showPods(pods: readonly string[], chosen: string | undefined): void {
    this.#pods.hidden = pods.length < 2;
    this.#pods.replaceChildren(
      element('option', { value: '' }, `all ${pods.length} pods`),
      ...pods.map((pod) => element('option', { value: pod }, pod)),
    );
    this.#pods.value = chosen ?? '';
  }

  showPages(page: number, pages: number): void {
    this.#at = page;
    this.#pages = pages;
    this.#pager.hidden = pages < 2;
    this.#page.textContent = `part ${page + 1} of ${pages}`;
  }
}
