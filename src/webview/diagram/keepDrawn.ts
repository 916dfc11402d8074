import { computed, effect, signal, untracked } from '@preact/signals';
import { amend, attempt } from '../page/failures';
import { DiagramView } from './diagramView';
import { diagram, wantedDiagram } from '../page/pages';
import { drawing, type Drawing } from './drawing';
import { fittedDrawing, fullSize, inWidth, stillFits, type FittedDrawing } from './fittedDrawing';
import { marks } from '../page/search';
import { exportedDrawing } from '../export/exportedDrawing';
import { focusView } from '../page/views';
import { diagramPart, keyOf } from '../page/askedDiagram';
import { busyWith, foldPhases, level, panel, select, selection, state, update } from '../page/store';
import { selectWait } from '../page/pods';
import { tell } from '../page/vscodeApi';
import { lineColour } from '../parts/lineColour';
import { allPods, cursorColour } from '../page/pageState';
import type { Asked, Selection } from '../page/pageState';
import type { DiagramPart } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/** Milliseconds of quiet after which a scrolled diagram's place is kept. */
const quiet = 150;

const whole = computed(() => panel.value?.shown?.trace);
const start = computed(() => state.value.start);
const marked = computed(() => state.value.marked);
const colour = computed(() => cursorColour(state.value));
const asked = computed(() => state.value.asked);

/** The width that a drawing may take, in steps: one that a scroll bar comes and goes by is no reason to draw anew. */
const roomOf = ({ clientWidth }: HTMLElement): number => Math.floor(clientWidth / 8) * 8;

/**
 * Keeps an element filled with the drawing of the page's state: a new one replaces the old one at once, and one that a
 * newer one overtook is thrown away. Gives back what ends it.
 */
export function keepDrawn(root: HTMLElement): () => void {
  const view = new DiagramView(root, {
    // The details take room from the diagram when they open.
    selected: (message) => select(message, { reveal: selection.peek() === undefined }),
    selectedWait: selectWait,
    opened: () => focusView('details'),
    folded: (phase, isOpen) => foldPhases([phase], isOpen),
    moved: () => {
      if (!view.drawing) return;
      if (view.zoom !== state.peek().sight.zoom) seen();
      clearTimeout(seeing);
      seeing = setTimeout(seen, quiet);
    },
  });
  const room = signal(roomOf(root));
  let resizing: ReturnType<typeof setTimeout> | undefined;
  const sizes = new ResizeObserver(() => {
    clearTimeout(resizing);
    // While it is hidden, it has no room, which is no reason to draw either.
    resizing = setTimeout(() => (room.value = roomOf(root) || room.peek()), quiet);
  });
  sizes.observe(root);
  let seeing: ReturnType<typeof setTimeout> | undefined;
  let shownText: string | undefined;
  /** What is shown, and the room that it was fitted to. */
  let fitted: { drawn: FittedDrawing; room: number } | undefined;
  let shownPage = 0;
  /** What the host told last: of which start, and of which part of it. */
  let told: { of: Trace | undefined; key: string; part: DiagramPart } | undefined;
  let shownStart = start.peek();
  /** The selection whose arrow was scrolled to. */
  let revealed: Selection | undefined;
  let rounds = 0;
  /** The last round of which all is drawn. */
  let doneRound = 0;
  /** One after the other, as they were asked for. */
  let exporting: Promise<unknown> = Promise.resolve();

  function seen(): void {
    if (view.drawing) update((was) => ({ ...was, sight: { ...was.sight, ...view.sight } }));
  }

  async function draw(round: number): Promise<void> {
    const isDrawn = await attempt('diagram', () => drawNow(round));
    if (round !== rounds) return;
    if (isDrawn) {
      document.body.classList.add('drawn');
      performance.mark('drawn');
      return;
    }
    // What was drawn before is not shown for this state, nor exported; how it was seen stays for the next one.
    shownText = undefined;
    view.empty();
    update((was) => ({ ...was, drawn: was.drawn && { ...was.drawn, arrows: [] } }));
  }

  async function drawNow(round: number): Promise<void> {
    const wanted = wantedDiagram.peek();
    const shownNow = diagram.peek();
    if (!wanted || !shownNow) return;
    const [of, key] = [whole.peek(), keyOf(wanted)];
    const part = told && told.of === of && told.key === key ? told.part : await diagramPart(wanted);
    if (round !== rounds) return;
    const { page: at, pages, arrows } = part;
    told = { of, key: keyOf({ ...wanted, page: at, message: '' }), part };
    const { text } = part.widths.full;
    const space = room.peek();
    // Two parts of a long start may read alike, and yet are other calls.
    const isOther = text !== shownText || at !== shownPage;
    if (isOther || !fitted || !stillFits(fitted.drawn, fitted.room, space)) {
      const { messages } = state.peek();
      const drawn = await fittedDrawing({
        part,
        room: space,
        family: getComputedStyle(document.body).fontFamily,
        messageOf: (id) => messages.get(id),
      });
      if (round !== rounds) return;
      fitted = { drawn, room: space };
      view.show(drawn.drawing, view.drawing ? {} : state.peek().sight);
      if (shownText !== undefined && at !== shownPage) root.scrollTo({ top: 0 });
      view.find(marks.peek());
      shownText = text;
      shownPage = at;
    } else view.refit();
    doneRound = round;
    const { pods, pod } = shownNow;
    update((was) => ({
      ...was,
      page: at,
      wantedMessage: '',
      pod: was.pod === undefined || was.pod === pod ? was.pod : undefined,
      drawn: { pods, pod, page: at, pages, arrows },
      sight: { ...was.sight, ...view.sight },
    }));
    showSelection();
  }

  function showSelection(): void {
    const chosen = selection.peek();
    view.selectPart(chosen?.kind === 'part' ? chosen : undefined);
    if (chosen?.kind !== 'message') {
      view.select(undefined);
      return;
    }
    const { message, together, reveal } = chosen;
    const isThere = view.drawing?.arrows.some(({ arrow }) => arrow.messages.includes(message)) ?? false;
    view.select(message, false, together);
    if (!isThere || revealed === chosen) return;
    revealed = chosen;
    if (!reveal) return;
    // The details may take room from the diagram first; a drawing that is under way has its own place for the arrow.
    requestAnimationFrame(() => {
      if (doneRound === rounds) amend('diagram', () => view.select(message, true));
      else if (revealed === chosen) revealed = undefined;
    });
  }

  const stops = [
    effect(() => {
      void [whole.value, room.value];
      const isThere = wantedDiagram.value !== undefined;
      const round = ++rounds;
      if (start.value !== shownStart) {
        shownStart = start.peek();
        shownText = undefined;
        amend('diagram', () => view.clear());
      }
      if (isThere) untracked(() => busyWith(draw(round)));
    }),
    effect(() => {
      if (selection.value !== revealed) amend('diagram', () => untracked(showSelection));
    }),
    effect(() => {
      const { value } = marked;
      amend('diagram', () => view.mark(value));
    }),
    effect(() => {
      root.classList.toggle('fed', colour.value !== undefined);
      root.style.setProperty('--fed', lineColour(colour.value));
    }),
    effect(() => {
      const { value } = marks;
      amend('diagram', () => view.find(value));
    }),
    effect(() => {
      const wanted = asked.value;
      if (wanted) untracked(() => answer(wanted));
    }),
  ];

  function answer(wanted: Asked): void {
    switch (wanted.kind) {
      case 'export':
        exporting = exporting.then(() => attempt('export', () => exportNow(wanted)));
        return;
      case 'zoomBy':
        return amend('diagram', () => view.zoomBy(wanted.factor));
      case 'zoomTo':
        return amend('diagram', () => view.zoomTo(wanted.zoom));
      case 'fit':
        return amend('diagram', () => view.fit());
    }
  }

  async function exportNow({ format, caption, messages }: Extract<Asked, { kind: 'export' }>): Promise<void> {
    const shown = messages ? await drawnApart(messages) : view.drawing;
    if (!shown) throw new Error('there is no diagram');
    tell({ type: 'drawing', format, content: await exportedDrawing(shown, format, caption) });
  }

  /** A drawing of some messages, in full width, that is not shown. */
  async function drawnApart(messages: readonly string[]): Promise<Drawing> {
    const known = state.peek().messages;
    const wanted = { level: level.peek(), pod: allPods, page: 0, message: '', folded: [], hidden: [], messages };
    const part = inWidth(await diagramPart(wanted), 'full');
    const font = { family: getComputedStyle(document.body).fontFamily, size: fullSize };
    return drawing(part, font, (id) => known.get(id), { leastZoom: 1 });
  }

  return () => {
    sizes.disconnect();
    clearTimeout(resizing);
    clearTimeout(seeing);
    for (const stop of stops) stop();
  };
}
