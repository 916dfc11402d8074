import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Guarded } from '../page/guarded';
import { IconButton } from '../parts/buttons';
import { InMenu } from '../parts/inMenu';
import { perform } from '../parts/keys';
import type { PageView } from '../page/views';

/** A menu of the views of the tool bar that stand there: the same elements, as entries. */
export function OverflowMenu({ views }: { views: readonly PageView[] }) {
  const root = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    if (root.current?.contains(document.activeElement)) buttonIn(root.current)?.focus();
    setOpen(false);
  };
  useLayoutEffect(() => {
    const element = root.current;
    const menu = element && menuIn(element);
    if (!isOpen || !menu) return undefined;
    nameEntries(menu);
    const changes = new MutationObserver(() => nameEntries(menu));
    changes.observe(menu, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-pressed'] });
    entriesIn(menu)[0]?.focus();
    const outside = ({ target }: Event): void => {
      if (!(target instanceof Node && element.contains(target))) setOpen(false);
    };
    window.addEventListener('pointerdown', outside);
    window.addEventListener('focusin', outside);
    return () => {
      changes.disconnect();
      window.removeEventListener('pointerdown', outside);
      window.removeEventListener('focusin', outside);
    };
  }, [isOpen]);
  return (
    <div
      ref={root}
      class="overflow"
      onKeyDown={(event) => {
        const menu = menuIn(event.currentTarget);
        const entries = menu ? entriesIn(menu) : [];
        const at = entries.findIndex((one) => one === document.activeElement);
        const go = (to: number): false | void => (menu ? entries.at(to % entries.length)?.focus() : false);
        const isDone = perform('menu', event, {
          next: () => (menu ? go(at + 1) : setOpen(true)),
          previous: () => go(Math.max(at, 0) - 1),
          first: () => go(0),
          last: () => go(-1),
          close: () => (menu ? close() : false),
          // The focus goes on from the button.
          leave: () => (menu && close(), false),
        });
        if (isDone) event.stopPropagation();
      }}
    >
      <IconButton
        icon="ellipsis"
        label="More actions"
        expanded={isOpen}
        onClick={() => (isOpen ? close() : setOpen(true))}
      />
      {isOpen && (
        <div
          class="toolbar-menu"
          role="menu"
          aria-label="More actions"
          // Before the entry does what it does: a dialog that it opens gives the focus back to the button.
          onClickCapture={({ target }) => closes(target) && root.current && buttonIn(root.current)?.focus()}
          onClick={({ target }) => closes(target) && close()}
        >
          <InMenu.Provider value>
            {views.map((view) => (
              <div key={view.name} class="entry">
                <Guarded view={view} />
              </div>
            ))}
          </InMenu.Provider>
        </div>
      )}
    </div>
  );
}

/** What is pressed again and again stays. */
function closes(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button') !== null && target.closest('.zoom') === null;
}

function buttonIn(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>(':scope > button');
}

function menuIn(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>(':scope > [role=menu]');
}

function entriesIn(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not([disabled])')];
}

/** Buttons are entries of the menu they stand in; what says how things are is text there. */
function nameEntries(menu: HTMLElement): void {
  for (const button of menu.querySelectorAll('button')) {
    const pressed = button.getAttribute('aria-pressed');
    if (pressed !== null) {
      button.setAttribute('aria-checked', pressed);
      button.removeAttribute('aria-pressed');
    }
    if (!button.hasAttribute('role')) button.setAttribute('role', pressed === null ? 'menuitem' : 'menuitemcheckbox');
    button.tabIndex = -1;
  }
  for (const status of menu.querySelectorAll('[role=status]')) status.setAttribute('role', 'presentation');
}
