import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';

interface SingleSelectProps {
  class: string;
  /** Its name for who does not see it. */
  label: string;
  title: string;
  options: readonly { label: string; value: string }[];
  value: string;
  choose: (value: string) => void;
}

/** VS Code's own list of which one is chosen. It keeps its options itself, which are given to it when they change. */
export function SingleSelect({ class: name, label, title, options, value, choose }: SingleSelectProps) {
  const select = useRef<VscodeSingleSelect>(null);
  const key = JSON.stringify(options);
  useLayoutEffect(() => {
    if (select.current)
      select.current.options = options.map((one) => ({ ...one, description: '', selected: false, disabled: false }));
  }, [key]);
  useLayoutEffect(() => {
    if (select.current) select.current.selectedIndex = options.findIndex((one) => one.value === value);
  }, [key, value]);
  return (
    <vscode-single-select
      ref={select}
      class={name}
      label={label}
      title={title}
      onChange={() => {
        if (select.current) choose(select.current.value);
      }}
    />
  );
}
