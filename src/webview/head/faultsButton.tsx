import { IconButton } from '../parts/buttons';
import { panel } from '../page/store';
import { withKey } from '../parts/keys';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';

/** Injects faults into a simulated start, and says how many there are. */
function FaultsButton() {
  const shown = panel.value;
  if (shown?.kind !== 'explained') return null;
  const { faults } = shown;
  const label = faults.length === 0 ? withKey('Inject faults', 'anywhere', 'faults') : `Injected: ${faults.join(', ')}`;
  return (
    <IconButton
      icon="beaker"
      label={label}
      class={faults.length > 0 ? 'active' : ''}
      onClick={() => tell({ type: 'chooseFaults' })}
    >
      {faults.length > 0 && <span class="badge">{faults.length}</span>}
    </IconButton>
  );
}

registerView({
  name: 'faultsButton',
  place: 'toolbar',
  order: 100,
  rank: 8,
  failed: (title) => `The faults of “${title}” cannot be drawn`,
  View: FaultsButton,
});
