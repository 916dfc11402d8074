import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';

/**
 * Where on the page a view stands: in the tool bar, below it, in the part below it that scrolls by itself, in the pane of
 * the diagram, or in the pane beside that.
 */
export type ViewPlace = 'toolbar' | 'head' | 'about' | 'stage' | 'side';

/** A part of the page that is a function of its state. */
export interface PageView {
  /** Letters alone: what the host's log calls it. */
  name: string;
  place: ViewPlace;
  /** Among those of the same place, as they are read; in the tool bar, those from 100 on stand at its end. */
  order: number;
  /**
   * Of a view in the tool bar: the smaller, the longer it stays outside the menu of what does not fit; its order where
   * absent. With `Infinity` it is always in the menu. There buttons and lists of choices become entries.
   */
  rank?: number;
  /** What a person reads where it fails, up to the error: `The diagram of “Start of nginx” cannot be drawn`. */
  failed: (title: string) => string;
  View: FunctionComponent;
  /** Takes the keyboard's focus. */
  focus?: () => void;
}

const registered = signal<readonly PageView[]>([]);

/** Adds a view to the page; one of the same name, which kept its place, goes. */
export function registerView(view: PageView): void {
  const others = registered.peek().filter(({ name }) => name !== view.name);
  registered.value = [...others, view].sort((a, b) => a.order - b.order);
}

/** The views of a place, as they are read. */
export function viewsAt(place: ViewPlace): readonly PageView[] {
  return registered.value.filter((view) => view.place === place);
}

/** Gives a view the keyboard's focus. */
export function focusView(name: string): void {
  registered
    .peek()
    .find((view) => view.name === name)
    ?.focus?.();
}
