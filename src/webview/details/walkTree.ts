import { perform } from '../parts/keys';

/** The keys of the tree pattern: up and down over what is visible, right and left in and out. */
export function walkTree(event: KeyboardEvent, fold: (path: string, isOpen: boolean) => void): void {
  const root = event.currentTarget;
  const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role=treeitem]') : null;
  if (!(root instanceof HTMLElement) || !here) return;
  const visible = [...root.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const index = visible.indexOf(here);
  const expanded = here.getAttribute('aria-expanded');
  const turn = (): void => {
    const { path } = here.dataset;
    if (expanded !== null && path !== undefined) fold(path, expanded !== 'true');
  };
  const isDone = perform('fields', event, {
    next: () => visible[index + 1]?.focus(),
    previous: () => visible[index - 1]?.focus(),
    first: () => visible[0]?.focus(),
    last: () => visible.at(-1)?.focus(),
    into: () => {
      if (expanded === 'false') turn();
      else if (expanded === 'true') visible[index + 1]?.focus();
      else return false;
    },
    out: () => {
      if (expanded === 'true') turn();
      else here.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
    },
    line: () => {
      if (event.target !== here) return false;
      const link = here.querySelector<HTMLElement>(':scope > .row .feed');
      if (link) link.click();
      else turn();
    },
    fold: () => (event.target === here ? turn() : false),
  });
  if (isDone) event.stopPropagation();
}
