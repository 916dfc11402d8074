import { IconButton } from '../parts/buttons';
import { chooseComparison } from '../page/chooseComparison';
import { panel, state } from '../page/store';
import { registerView } from '../page/views';
import { withKey } from '../parts/keys';

/** Asks what to compare the start with. */
function CompareButton() {
  if (!panel.value?.shown) return null;
  return (
    <IconButton
      icon="compare-changes"
      label={withKey('Compare with…', 'anywhere', 'compare')}
      class={state.value.comparison ? 'active' : ''}
      onClick={chooseComparison}
    />
  );
}

registerView({
  later: true,
  name: 'compare',
  place: 'toolbar',
  order: 30,
  View: CompareButton,
});
