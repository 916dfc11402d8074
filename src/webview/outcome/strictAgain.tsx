import { panel } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';
import { Icon, TextButton } from '../parts/buttons';
import { strictValidation } from '../../core/scenario/fieldValidation';

/** That the start is one without the fields that kubectl would be refused for, and the way back. */
function StrictAgain() {
  const shown = panel.value;
  const without = (shown?.kind === 'explained' && shown.shown && shown.memento.without) || [];
  if (!without.includes(strictValidation)) return null;
  return (
    <div class="limits" role="status">
      <Icon name="info" />
      {' Fields that the API does not have are left out here, as with kubectl --validate=ignore. '}
      <TextButton onClick={() => tell({ type: 'leaveOut', ids: without.filter((id) => id !== strictValidation) })}>
        Explain it as kubectl sends it
      </TextButton>
    </div>
  );
}

registerView({
  later: true,
  name: 'strictAgain',
  place: 'head',
  order: 61,
  View: StrictAgain,
});
