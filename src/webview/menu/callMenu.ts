import { ask } from '../page/asking';
import { panel, state } from '../page/store';

/*
 * VS Code's own menu on a call. It reads from `data-vscode-context` what it is opened on, and by that takes the entries that
 * package.json has for a call instead of Cut, Copy and Paste.
 */

/** The message that an element stands for: its own, or the one that is chosen among those in it. */
function messageAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const chosen = document.getElementById(target.getAttribute('aria-activedescendant') ?? '');
  return (chosen ?? target).closest<HTMLElement | SVGElement>('[data-message]')?.dataset['message'];
}

function contextOf(id: string): string {
  const { messages, told } = state.peek();
  return JSON.stringify({
    preventDefaultContextMenuItems: true,
    webviewSection: 'call',
    message: id,
    podStartupCanFail: told.failable.get(id) === true,
    podStartupIsCri: messages.get(id)?.protocol === 'CRI',
  });
}

// Whether a call can fail is known by the time that the menu is opened on it.
document.addEventListener('pointerover', ({ target }) => {
  const id = messageAt(target);
  const shown = panel.peek();
  if (id !== undefined && shown?.kind === 'explained' && shown.shown)
    ask([{ about: 'failable', of: id }], shown.shown.trace);
});
document.addEventListener(
  'contextmenu',
  ({ target }) => {
    const id = messageAt(target);
    if (id === undefined) delete document.body.dataset['vscodeContext'];
    else document.body.dataset['vscodeContext'] = contextOf(id);
  },
  true,
);
