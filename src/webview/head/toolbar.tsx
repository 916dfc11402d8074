import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { leftOver } from './fittingEntries';
import { OverflowMenu } from './overflowMenu';
import { registerView, viewsAt, type PageView } from '../page/views';
import { Guarded } from '../page/guarded';

/** Pixels between entries; panel.css has the same. */
const gap = 4;
/** Pixels that the search takes at the least: it grows with the room. panel.css has the same. */
const leastSearch = 88;
/** Pixels that the button of the menu takes. */
const menuWidth = 24 + gap;

/** The row above the diagram: what views have there, one line at any width; what does not fit stands in a menu. */
function Toolbar() {
  const root = useRef<HTMLDivElement>(null);
  const widths = useRef(new Map<string, number>());
  const [left, setLeft] = useState<readonly string[]>([]);
  const views = viewsAt('toolbar');
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const measure = (): void => {
      for (const entry of entriesIn(element)) widths.current.set(entry.dataset['entry'] ?? '', entry.offsetWidth);
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      const room = element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - menuWidth + gap;
      const next = leftOver(
        views.map(({ name, rank, order }) => ({
          name,
          width: name === 'search' ? leastSearch : (widths.current.get(name) ?? 0),
          rank: rank ?? order,
        })),
        room,
        gap,
      );
      setLeft((was) => (was.join(' ') === next.join(' ') ? was : next));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    for (const entry of entriesIn(element)) sizes.observe(entry);
    return () => sizes.disconnect();
  }, [views, left]);
  const isLeft = ({ name, rank }: PageView): boolean => rank === Infinity || left.includes(name);
  const shown = views.filter((view) => !isLeft(view));
  return (
    <div ref={root} class="toolbar" role="toolbar" aria-label="Diagram">
      {shown.filter(({ order }) => order < 100).map(entryOf)}
      <span class="space" />
      {shown.filter(({ order }) => order >= 100).map(entryOf)}
      <OverflowMenu views={views.filter(isLeft)} />
    </div>
  );
}

function entryOf(view: PageView) {
  return (
    <div key={view.name} class="entry" data-entry={view.name}>
      <Guarded view={view} />
    </div>
  );
}

function entriesIn(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(':scope > .entry')];
}

registerView({
  name: 'head',
  place: 'head',
  order: 10,
  View: Toolbar,
});
