import { IconButton } from '../parts/buttons';
import { level, panel, shownPod, state } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';

/** Asks what to compare the start with. */
function CompareButton() {
  if (!panel.value?.shown) return null;
  return (
    <IconButton
      icon="compare-changes"
      label="Compare with…"
      class={state.value.comparison ? 'active' : ''}
      onClick={() => tell({ type: 'chooseComparison', level: level.peek(), pod: shownPod.peek() })}
    />
  );
}

registerView({
  later: true,
  name: 'compare',
  place: 'toolbar',
  order: 30,
  failed: () => 'The comparison with another start cannot be offered',
  View: CompareButton,
});
