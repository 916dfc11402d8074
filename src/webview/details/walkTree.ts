/** The keys of the tree pattern: up and down over what is visible, right and left in and out. */
export function walkTree(event: KeyboardEvent, fold: (path: string, isOpen: boolean) => void): void {
  const root = event.currentTarget;
  const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role=treeitem]') : null;
  if (!(root instanceof HTMLElement) || !here || event.altKey || event.ctrlKey || event.metaKey) return;
  const visible = [...root.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const index = visible.indexOf(here);
  const expanded = here.getAttribute('aria-expanded');
  const turn = (): void => {
    const { path } = here.dataset;
    if (expanded !== null && path !== undefined) fold(path, expanded !== 'true');
  };
  if (event.key === 'ArrowDown') visible[index + 1]?.focus();
  else if (event.key === 'ArrowUp') visible[index - 1]?.focus();
  else if (event.key === 'Home') visible[0]?.focus();
  else if (event.key === 'End') visible.at(-1)?.focus();
  else if (event.key === 'ArrowRight' && expanded === 'false') turn();
  else if (event.key === 'ArrowRight' && expanded === 'true') visible[index + 1]?.focus();
  else if (event.key === 'ArrowLeft' && expanded === 'true') turn();
  else if (event.key === 'ArrowLeft') here.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
  else if ((event.key === 'Enter' || event.key === ' ') && event.target === here) {
    const link = here.querySelector<HTMLElement>(':scope > .row .feed');
    if (event.key === 'Enter' && link) link.click();
    else turn();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
