import { registerView } from '../page/views';
import { chips } from './chips';
import { WhatIfButton } from './whatIfButton';

/** In the tool bar as long as there is no chip, so that it takes no line of its own. */
function AddWhatIf() {
  return chips.value?.length === 0 ? <WhatIfButton /> : null;
}

registerView({
  later: true,
  name: 'addWhatIf',
  place: 'toolbar',
  order: 25,
  View: AddWhatIf,
});
