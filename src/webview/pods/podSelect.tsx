import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { allPods } from '../page/pageState';
import { choosePod } from '../page/pods';
import { drawn } from '../page/store';
import { registerView } from '../page/views';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';

/** Whose start is shown, where there are several pods. */
function PodSelect() {
  const select = useRef<VscodeSingleSelect>(null);
  const { pods = [], pod = allPods } = drawn.value ?? {};
  const names = JSON.stringify(pods);
  useLayoutEffect(() => {
    if (!select.current) return;
    const all = { label: `all ${pods.length} pods`, value: allPods };
    const options = [all, ...pods.map((name) => ({ label: name, value: name }))];
    select.current.options = options.map((one) => ({ ...one, description: '', selected: false, disabled: false }));
  }, [names]);
  useLayoutEffect(() => {
    if (select.current) select.current.selectedIndex = pods.indexOf(pod) + 1;
  }, [names, pod]);
  if (pods.length < 2) return null;
  return (
    <vscode-single-select
      ref={select}
      class="pod-select"
      label="Pod"
      title="Whose start is shown"
      onChange={() => choosePod(select.current?.value ?? allPods)}
    />
  );
}

registerView({
  name: 'podSelect',
  place: 'toolbar',
  order: 10,
  failed: () => 'The pods cannot be offered',
  View: PodSelect,
});
