/**
 * Gives the focus back to the element that had it when the page lost it: a menu of the editor, which a button of the page
 * opens, takes the focus away, and the editor gives it to the page as a whole.
 */
export function keepFocus(): void {
  let had: HTMLElement | undefined;
  document.addEventListener('focusin', ({ target }) => {
    had = target instanceof HTMLElement && target !== document.body ? target : undefined;
  });
  // What a person leaves while the page has the focus is left.
  document.addEventListener('focusout', () => {
    setTimeout(() => {
      if (document.hasFocus() && document.activeElement === document.body) had = undefined;
    });
  });
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body && had?.isConnected) had.focus({ preventScroll: true });
  });
}
