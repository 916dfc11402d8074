import { computed, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';

/**
 * Where on the page a view stands: in the tool bar, below it, in the part below it that scrolls by itself, in the pane of
 * the diagram, or in the pane beside that.
 */
export type ViewPlace = 'toolbar' | 'head' | 'about' | 'stage' | 'side';

/** A part of the page that is a function of its state. */
export interface PageView {
  /** Letters alone: what the host's log calls it, and what a person reads where it fails (core/panel/failureTexts.ts). */
  name: string;
  place: ViewPlace;
  /** Among those of the same place, as they are read; in the tool bar, those from 100 on stand at its end. */
  order: number;
  /**
   * Of a view in the tool bar: the smaller, the longer it stays outside the menu of what does not fit; its order where
   * absent. With `Infinity` it is always in the menu. There buttons and lists of choices become entries.
   */
  rank?: number;
  /** It comes once the first state is drawn, in place of one of its name that kept its place. */
  later?: true;
  View: FunctionComponent;
  /** Takes the keyboard's focus. */
  focus?: () => void;
}

const registered: PageView[] = [];
const isComplete = signal(false);
const shown = computed(() => {
  const isNow = (view: PageView): boolean =>
    view.later
      ? isComplete.value
      : !isComplete.value || !registered.some(({ later, name }) => later && name === view.name);
  return registered.filter(isNow).sort((a, b) => a.order - b.order);
});

/** Adds a view to the page. */
export function registerView(view: PageView): void {
  registered.push(view);
}

/** Lets the views come that nothing has to wait for. */
export function showLaterViews(): void {
  isComplete.value = true;
}

/** The views of a place, as they are read. */
export function viewsAt(place: ViewPlace): readonly PageView[] {
  return shown.value.filter((view) => view.place === place);
}

/** Gives a view the keyboard's focus. */
export function focusView(name: string): void {
  shown
    .peek()
    .find((view) => view.name === name)
    ?.focus?.();
}
