import { keepDrawn } from './keepDrawn';
import { registerView, viewsAt } from '../page/views';
import { stageView } from '../page/store';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Its element is filled by what draws: thousands of nodes are replaced at once, and not compared. */
function Diagram() {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (element.current ? keepDrawn(element.current) : undefined), []);
  // It keeps its size and its place where the story stands before it.
  const isBehind = stageView.value === 'story' && viewsAt('stage').some(({ name }) => name === 'story');
  const classes = isBehind ? 'diagram behind' : 'diagram';
  return <div ref={element} class={classes} tabIndex={0} role="group" aria-label="Sequence diagram" />;
}

registerView({
  name: 'diagram',
  place: 'stage',
  order: 10,
  View: Diagram,
  focus: () => document.querySelector<HTMLElement>('.diagram')?.focus(),
});
