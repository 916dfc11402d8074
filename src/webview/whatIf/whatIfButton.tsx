import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/buttons';
import { withKey } from '../parts/keys';
import { tell } from '../page/vscodeApi';

/** Where the keyboard's focus goes when the last chip is removed: the button stands elsewhere then. */
let takesFocus = false;

/** The next of these buttons that comes to the page takes the focus. */
export function focusNext(): void {
  takesFocus = true;
}

/** Asks what else is not to be as usual. */
export function WhatIfButton() {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) button.current?.focus();
    takesFocus = false;
  }, []);
  return (
    <button
      ref={button}
      class="what-if"
      title={withKey(
        'Change what the start is simulated with: a fault, an image’s size, the node, …',
        'anywhere',
        'whatIf',
      )}
      onClick={() => tell({ type: 'whatIf' })}
    >
      <Icon name="add" />
      <span>What if…</span>
    </button>
  );
}
