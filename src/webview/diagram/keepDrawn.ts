import { computed, effect, signal, untracked } from '@preact/signals';
import { amend, attempt } from '../page/failures';
import { DiagramView } from './diagramView';
import { diagram } from '../page/pages';
import { drawing, type Drawing } from './drawing';
import { fittedDrawing, fullSize, stillFits, type FittedDrawing } from './fittedDrawing';
import { marks } from '../page/search';
import { focusView } from '../page/views';
import { diagramPages } from '../../core/diagram/diagramPages';
import {
  busyWith,
  foldPhases,
  isWatching,
  labels,
  level,
  select,
  selection,
  state,
  trace,
  update,
} from '../page/store';
import { selectWait } from '../page/pods';
import { tell } from '../page/vscodeApi';
import { lineColour } from '../parts/lineColour';
import { cursorColour } from '../page/pageState';
import type { Asked, Selection } from '../page/pageState';
import type { Trace } from '../../core/trace/trace';

/** Milliseconds of quiet after which a scrolled diagram's place is kept. */
const quiet = 150;

const page = computed(() => state.value.page);
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
  let shownStart = start.peek();
  /** The selection whose arrow was scrolled to. */
  let revealed: Selection | undefined;
  let rounds = 0;
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
    const wanted = diagram.peek();
    if (!wanted) return;
    const whole = wanted.whole();
    const at = Math.min(page.peek(), whole.pages - 1);
    const shown = whole.part(at, 'full');
    const space = room.peek();
    // Two parts of a long start may read alike, and yet are other calls.
    const isOther = shown.text !== shownText || at !== shownPage;
    if (isOther || !fitted || !stillFits(fitted.drawn, fitted.room, space)) {
      const { messages } = state.peek();
      const drawn = await fittedDrawing({
        part: (width) => (width === 'full' ? shown : whole.part(at, width)),
        room: space,
        family: getComputedStyle(document.body).fontFamily,
        messageOf: (id) => messages.get(id),
      });
      if (round !== rounds) return;
      fitted = { drawn, room: space };
      view.show(drawn.drawing, view.drawing ? {} : state.peek().sight, isWatching.peek());
      if (shownText !== undefined && at !== shownPage) root.scrollTo({ top: 0 });
      view.find(marks.peek());
      shownText = shown.text;
      shownPage = at;
    }
    const { pods, pod } = wanted;
    const { arrows, pages } = shown;
    update((was) => ({
      ...was,
      page: at,
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
    // The details may take room from the diagram first.
    if (reveal) requestAnimationFrame(() => amend('diagram', () => view.select(message, true)));
  }

  const stops = [
    effect(() => {
      const isThere = diagram.value !== undefined;
      void [page.value, room.value];
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
    const whole = trace.peek();
    const shown = messages && whole ? await drawnApart(whole, messages) : view.drawing;
    if (!shown) throw new Error('there is no diagram');
    const { exportedDrawing } = await import('../export/exportedDrawing');
    tell({ type: 'drawing', format, content: await exportedDrawing(shown, format, caption) });
  }

  /** A drawing of some messages, in full width, that is not shown. */
  function drawnApart(whole: Trace, messages: readonly string[]): Promise<Drawing> {
    const part = diagramPages(whole, labels.peek(), { level: level.peek(), messages: new Set(messages) }).part(
      0,
      'full',
    );
    const font = { family: getComputedStyle(document.body).fontFamily, size: fullSize };
    const known = state.peek().messages;
    return drawing(part, font, (id) => known.get(id), { leastZoom: 1 });
  }

  return () => {
    sizes.disconnect();
    clearTimeout(resizing);
    clearTimeout(seeing);
    for (const stop of stops) stop();
  };
}
