import { focusedLane, focusHead, headKey, listenToHeads } from './actorHeads';
import { anchoredScroll, fittingZoom, limitedZoom } from '../parts/zoom';
import { element } from '../parts/element';
import { perform } from '../parts/keys';
import { focusPhase, phaseAt, phaseButtons, phaseKey, tellMatches } from './phaseButtons';
import { svgElement } from '../parts/svgElement';
import type { Sight } from '../page/pageState';
import type { ArrowElement } from './arrowElements';
import type { Drawing } from './drawing';

/** A part of the timeline. */
export interface PartPlace {
  uid: string;
  index: number;
}

export interface DiagramListener {
  selected(message: string): void;
  /** A wait, by its place in a lane of the timeline. */
  selectedWait(uid: string, index: number): void;
  /** Enter on an arrow: go on to its details. */
  opened(): void;
  /** It was scrolled or zoomed. */
  moved(): void;
  /** A phase is to be folded or unfolded. */
  folded(phase: string, isOpen: boolean): void;
}

/** What a search found: the first messages of arrows, and how many are in each phase. */
export interface Found {
  messages: ReadonlySet<string>;
  perPhase: ReadonlyMap<string, number>;
}

const nothing: Found = { messages: new Set(), perPhase: new Map() };

/**
 * The scrolled and zoomed diagram: native scrolling, a zoom about the pointer, a head that stays, one
 * selected message, and the arrow keys walking from arrow to arrow.
 */
export class DiagramView {
  readonly root: HTMLElement;
  readonly #canvas = element('div', { class: 'canvas' });
  readonly #listener: DiagramListener;
  #drawing?: Drawing;
  #zoom?: number;
  /** Somebody chose the zoom. */
  #isZoomed = false;
  #selection?: string;
  /** What is selected along with it. */
  #together: readonly string[] = [];
  /** The selected part of the timeline, where no message is. */
  #part?: PartPlace | undefined;
  #marked = new Set<string>();
  #found: Found = nothing;
  #band?: SVGRectElement;
  #phases: HTMLElement = element('div');
  /** Keys that were pressed before the first drawing. */
  #early: KeyboardEvent[] = [];

  /** `root` is the diagram's own: nothing else fills it. */
  constructor(root: HTMLElement, listener: DiagramListener) {
    this.root = root;
    this.#listener = listener;
    this.root.append(this.#canvas);
    this.root.addEventListener('click', (event) => this.#click(event));
    this.root.addEventListener('keydown', (event) => this.#key(event));
    this.root.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.root.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.root.addEventListener('pointerdown', (event) => this.#drag(event));
    listenToHeads(this.root);
  }

  get zoom(): number {
    return this.#zoom ?? 1;
  }

  /** How it is seen now. */
  get sight(): Sight {
    const { scrollLeft, scrollTop } = this.root;
    return { zoom: this.zoom, isZoomed: this.#isZoomed, scrollLeft, scrollTop };
  }

  get drawing(): Drawing | undefined {
    return this.#drawing;
  }

  /**
   * Shows a drawing in the place of the one before it; scroll, selection and a zoom that somebody chose stay. Without one it
   * is fitted to the width.
   */
  show(drawing: Drawing, restored: Sight = {}): void {
    const scroll = {
      left: restored.scrollLeft ?? this.root.scrollLeft,
      top: restored.scrollTop ?? this.root.scrollTop,
    };
    const focused = this.root.contains(document.activeElement);
    const lane = focusedLane();
    const phase = phaseAt(document.activeElement)?.id;
    this.#drawing = drawing;
    this.#isZoomed ||= restored.isZoomed ?? false;
    this.#zoom ??= restored.zoom;
    const before = this.zoom;
    this.#refit();
    if (restored.scrollTop === undefined) scroll.top = anchoredScroll(scroll.top, 0, before, this.zoom);
    this.#band = svgElement('rect', { class: 'band', rx: 3, visibility: 'hidden' });
    if (drawing.first) drawing.first.before(this.#band);
    else drawing.svg.prepend(this.#band);
    this.#size();
    this.#phases = phaseButtons(drawing.headings, drawing.svg.viewBox.baseVal.y);
    this.#canvas.replaceChildren(drawing.head, drawing.svg, this.#phases);
    this.root.scrollTo(scroll);
    this.#decorate();
    if (focused && !focusHead(this.root, lane) && !focusPhase(this.#phases, phase))
      this.root.focus({ preventScroll: true });
    for (const event of this.#early.splice(0)) this.#key(event);
  }

  /** Fits the drawing to the width it has now, until somebody chooses a zoom. */
  refit(): void {
    const before = this.zoom;
    this.#refit();
    if (this.zoom === before) return;
    const { scrollTop } = this.root;
    this.#size();
    this.root.scrollTop = anchoredScroll(scrollTop, 0, before, this.zoom);
  }

  #refit(): void {
    if (this.#isZoomed || !this.#drawing) return;
    const { width, leastZoom } = this.#drawing;
    this.#zoom = fittingZoom(width, this.root.clientWidth, leastZoom);
  }

  /** Shows nothing, where there is no drawing of what is to be shown; the selection stays for the next one. */
  empty(): void {
    this.#drawing = undefined;
    this.#canvas.replaceChildren();
  }

  /** Shows nothing: what comes next is another start. */
  clear(): void {
    this.empty();
    this.#selection = undefined;
    this.#together = [];
    this.#marked.clear();
    this.root.scrollTo(0, 0);
  }

  /** Selects a message, or none; `into` scrolls its arrow into sight, `together` are selected along with it. */
  select(message: string | undefined, into = true, together?: readonly string[]): void {
    if (together || message !== this.#selection) this.#together = together ?? [];
    this.#selection = message;
    this.#decorate();
    const arrow = this.#arrowOf(message);
    if (arrow && into) this.reveal(arrow);
  }

  /** Selects a part of the timeline, whose note comes into sight where there is one, or none. */
  selectPart(part: PartPlace | undefined): void {
    this.#part = part;
    this.#decorate();
    const note = this.#drawing?.waits.find((wait) => isAt(wait, part));
    if (!note || !this.#drawing) return;
    const { x, width } = this.#drawing.svg.viewBox.baseVal;
    const { scrollLeft } = this.root;
    const left = scrollLeft / this.zoom + x;
    this.reveal({ y: note.top, left, right: Math.min(left, x + width) });
  }

  /** Marks the messages that the line under the editor's cursor feeds. */
  mark(messages: readonly string[]): void {
    this.#marked = new Set(messages);
    this.#decorate();
    const marked = (this.#drawing?.arrows ?? []).filter(({ arrow }) =>
      arrow.messages.some((id) => this.#marked.has(id)),
    );
    const first =
      marked.find(({ arrow }) => this.#selection !== undefined && arrow.messages.includes(this.#selection)) ??
      marked[0];
    if (first && !marked.some((arrow) => this.#isInSight(arrow))) this.reveal(first);
  }

  /** Marks what a search found. */
  find(found: Found): void {
    this.#found = found;
    this.#decorate();
  }

  zoomBy(factor: number, pointer = { x: this.root.clientWidth / 2, y: this.root.clientHeight / 2 }): void {
    this.zoomTo(this.zoom * factor, pointer);
  }

  zoomTo(zoom: number, pointer = { x: 0, y: 0 }): void {
    const before = this.zoom;
    const after = limitedZoom(zoom);
    const left = anchoredScroll(this.root.scrollLeft, pointer.x, before, after);
    const top = anchoredScroll(this.root.scrollTop, pointer.y, before, after);
    this.#zoom = after;
    this.#isZoomed = true;
    this.#size();
    this.root.scrollTo({ left, top });
    this.#listener.moved();
  }

  /** Fits the width, however small that makes the text. */
  fit(): void {
    if (!this.#drawing) return;
    this.zoomTo(Math.min(1.5, (this.root.clientWidth - 2) / this.#drawing.width));
    this.root.scrollTo({ left: 0 });
  }

  #isInSight({ group }: ArrowElement): boolean {
    const box = group.getBoundingClientRect();
    const view = this.root.getBoundingClientRect();
    const head = (this.#drawing?.headHeight ?? 0) * this.zoom;
    return box.top >= view.top + head && box.bottom <= view.bottom && box.left < view.right && box.right > view.left;
  }

  reveal(arrow: Pick<ArrowElement, 'y' | 'left' | 'right'>): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const { x, y } = drawing.svg.viewBox.baseVal;
    const zoom = this.zoom;
    const head = drawing.headHeight * zoom;
    const top = (arrow.y - y) * zoom;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.root;
    const to = { top: scrollTop, left: scrollLeft };
    // In a low diagram, the arrow and its label stay between the heads and the lower edge.
    const room = clientHeight - head;
    if (top - 44 * zoom < scrollTop + head) to.top = top - head - Math.min(60 * zoom, room - 10 * zoom);
    else if (top + 40 * zoom > scrollTop + clientHeight)
      to.top = top - clientHeight + Math.min(90 * zoom, room - 30 * zoom);
    const left = (arrow.left - x) * zoom;
    const right = (arrow.right - x) * zoom;
    if (right + 20 > scrollLeft + clientWidth) to.left = right + 20 - clientWidth;
    if (left - 20 < to.left) to.left = left - 20;
    if (to.top !== scrollTop || to.left !== scrollLeft) this.root.scrollTo(to);
  }

  #arrowOf(message: string | undefined): ArrowElement | undefined {
    return this.#drawing?.arrows.find(({ arrow }) => message !== undefined && arrow.messages.includes(message));
  }

  #size(): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const zoom = this.zoom;
    this.#canvas.style.setProperty('--width', `${drawing.width * zoom}px`);
    this.#canvas.style.setProperty('--height', `${drawing.height * zoom}px`);
    this.#canvas.style.setProperty('--zoom', `${zoom}`);
    this.#canvas.style.setProperty('--head', `${drawing.headHeight * zoom}px`);
  }

  #decorate(): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const selected: ArrowElement[] = [];
    tellMatches(this.#phases, (phase) => this.#found.perPhase.get(phase) ?? 0);
    for (const each of drawing.arrows) {
      const { arrow, group } = each;
      const isSelected = arrow.messages.some((id) => id === this.#selection || this.#together.includes(id));
      if (isSelected) selected.push(each);
      group.classList.toggle('selected', isSelected);
      group.classList.toggle(
        'marked',
        arrow.messages.some((id) => this.#marked.has(id)),
      );
      group.classList.toggle(
        'found',
        arrow.messages.some((id) => this.#found.messages.has(id)),
      );
      group.setAttribute('aria-selected', String(isSelected));
    }
    for (const wait of drawing.waits) {
      const isSelected = isAt(wait, this.#part);
      wait.group.classList.toggle('selected', isSelected);
      wait.group.setAttribute('aria-selected', String(isSelected));
    }
    const first = selected[0];
    if (first) this.root.setAttribute('aria-activedescendant', first.group.id);
    else this.root.removeAttribute('aria-activedescendant');
    this.#placeBand(selected);
  }

  #placeBand(selected: readonly ArrowElement[]): void {
    const band = this.#band;
    const first = selected[0];
    const last = selected[selected.length - 1];
    if (!band || !this.#drawing) return;
    if (!first || !last) return band.setAttribute('visibility', 'hidden');
    const { x, width } = this.#drawing.svg.viewBox.baseVal;
    const top = first.y - 24;
    for (const [name, value] of Object.entries({ x, width, y: top, height: last.y + 8 - top }))
      band.setAttribute(name, String(value));
    band.setAttribute('visibility', 'inherit');
  }

  #choose(arrow: ArrowElement | undefined): void {
    const message = arrow?.arrow.messages[0];
    if (!arrow || message === undefined) return;
    this.select(message, false);
    this.reveal(arrow);
    this.#listener.selected(message);
  }

  #click(event: MouseEvent): void {
    const phase = phaseAt(event.target);
    if (phase) return this.#listener.folded(phase.id, !phase.isOpen);
    const group = event.target instanceof Element ? event.target.closest('g.arrow') : null;
    if (group) this.#choose(this.#drawing?.arrows.find((each) => each.group === group));
    const note = event.target instanceof Element ? event.target.closest('g.wait') : null;
    const wait = note && this.#drawing?.waits.find((each) => each.group === note);
    if (wait) this.#listener.selectedWait(wait.uid, wait.index);
  }

  #key(event: KeyboardEvent): void {
    if (!this.#drawing) {
      if (this.#zoom === undefined) this.#early.push(event);
      return;
    }
    if (phaseKey(event, (id, isOpen) => this.#listener.folded(id, isOpen))) return;
    if (headKey(this.root, event)) return;
    const { arrows } = this.#drawing;
    const requests = arrows.filter(({ arrow }) => arrow.kind === 'request');
    const here = requests.findIndex(
      ({ arrow }) => this.#selection !== undefined && arrow.messages.includes(this.#selection),
    );
    perform('diagram', event, {
      next: () => this.#choose(requests[Math.min(here + 1, requests.length - 1)]),
      previous: () => this.#choose(requests[Math.max(here - 1, 0)]),
      first: () => this.#choose(requests[0]),
      last: () => this.#choose(requests[requests.length - 1]),
      details: () => this.#listener.opened(),
      zoomIn: () => this.zoomBy(1.2),
      zoomOut: () => this.zoomBy(1 / 1.2),
      zoomReset: () => this.zoomTo(1),
    });
  }

  #scrolled(): void {
    this.root.classList.toggle('scrolled', this.root.scrollTop > 2);
    this.#listener.moved();
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.root.getBoundingClientRect();
    this.zoomBy(Math.exp(-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top });
  }

  /** Drags the ground: what is not an arrow moves the diagram under the pointer. */
  #drag(down: PointerEvent): void {
    const onArrow = down.target instanceof Element && down.target.closest('g.arrow, g.wait, .phase-buttons > button');
    if (down.button !== 0 || down.pointerType === 'touch' || onArrow) return;
    const start = { x: down.clientX + this.root.scrollLeft, y: down.clientY + this.root.scrollTop };
    const box = this.root.getBoundingClientRect();
    if (down.clientX > box.left + this.root.clientWidth || down.clientY > box.top + this.root.clientHeight) return;
    const move = (event: PointerEvent) => {
      this.root.classList.add('dragging');
      this.root.scrollTo({ left: start.x - event.clientX, top: start.y - event.clientY });
    };
    const up = () => {
      this.root.classList.remove('dragging');
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
  }
}

function isAt({ uid, index }: PartPlace, part: PartPlace | undefined): boolean {
  return part?.uid === uid && part.index === index;
}
