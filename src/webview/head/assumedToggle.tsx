import { computed } from '@preact/signals';
import { fold, folds, panel } from '../page/store';
import { Icon } from '../parts/buttons';
import { registerView } from '../page/views';
import { withKey } from '../parts/keys';
import { tell } from '../page/vscodeApi';

/** What a simulated start takes for granted; undefined for another start. `things` is absent where nothing may be so. */
const taken = computed(() => {
  const shown = panel.value;
  if (shown?.kind !== 'explained' || !shown.shown) return undefined;
  return { things: shown.assumed, hasAmounts: (shown.amounts ?? []).length > 0 };
});

/** A button that says how much is taken for granted, and opens the list of it. */
function AssumedToggle() {
  const things = taken.value?.things;
  if (!taken.value || (things?.length === 0 && !taken.value.hasAmounts)) return null;
  if (!things)
    return (
      <button
        class="toggle"
        title={withKey(
          'What no file has is missing: podStartup.simulation.assume is set to nothing',
          'anywhere',
          'assumed',
        )}
        onClick={() => tell({ type: 'chooseAssume' })}
      >
        <span>Nothing is assumed</span>
      </button>
    );
  const off = things.filter(({ isOff }) => isOff).length;
  const isOpen = folds.value.assumed;
  return (
    <button
      class="toggle"
      title={withKey('What the start assumes', 'anywhere', 'assumed')}
      aria-controls={isOpen ? 'assumed' : undefined}
      aria-expanded={isOpen}
      onClick={() => fold('assumed', !isOpen)}
    >
      <Icon name="chevron-right" />
      <span>
        {things.length === 0
          ? 'Assumed'
          : `Assumed: ${off === 0 ? things.length : `${things.length - off} of ${things.length}`}`}
      </span>
    </button>
  );
}

registerView({
  name: 'assumedToggle',
  place: 'toolbar',
  // The list comes next on the page.
  order: 190,
  rank: 110,
  View: AssumedToggle,
});
