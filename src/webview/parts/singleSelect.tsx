import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { InMenu } from './inMenu';
import { RadioEntries, type OneOf } from './radioEntries';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';

/** One of several: a list of VS Code's own, or in a menu an entry for each. */
export function SingleSelect(props: OneOf) {
  return useContext(InMenu) ? <RadioEntries {...props} /> : <Select {...props} />;
}

/** VS Code's own list of which one is chosen. It keeps its options itself, which are given to it when they change. */
function Select({ class: name, label, title, options, value, choose }: OneOf) {
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
