import { keepDrawn } from './keepDrawn';
import { registerView } from '../page/views';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Its element is filled by what draws: thousands of nodes are replaced at once, and not compared. */
function Diagram() {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (element.current ? keepDrawn(element.current) : undefined), []);
  return <div ref={element} class="diagram" tabIndex={0} role="group" aria-label="Sequence diagram" />;
}

registerView({
  name: 'diagram',
  place: 'stage',
  order: 10,
  failed: (title) => `The diagram of “${title}” cannot be drawn`,
  View: Diagram,
  focus: () => document.querySelector<HTMLElement>('.diagram')?.focus(),
});
