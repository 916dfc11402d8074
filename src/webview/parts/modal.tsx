import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { perform } from './keys';

interface ModalProps {
  class: string;
  label: string;
  close: () => void;
  children: ComponentChildren;
}

/** A dialog over the page, which is out of reach as long as it is open: the focus stays in it, and goes back in the end. */
export function Modal({ class: name, label, close, children }: ModalProps) {
  const root = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = root.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={root}
      class={name}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        const stops = root.current ? stopsIn(root.current) : [];
        const isFirst = document.activeElement === stops[0] || document.activeElement === root.current;
        const isDone = perform('dialog', event, {
          forth: () => document.activeElement === stops.at(-1) && (stops[0]?.focus(), true),
          back: () => isFirst && (stops.at(-1)?.focus(), true),
          // It presses itself.
          press: () => false,
          close,
        });
        if (isDone) event.stopPropagation();
      }}
    >
      {children}
    </dialog>
  );
}

function stopsIn(dialog: HTMLDialogElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>('button, a[href], input, [tabindex="0"]')];
}
