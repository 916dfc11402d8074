import { panel } from '../page/store';
import { IconButton } from '../parts/buttons';
import { tell } from '../page/vscodeApi';
import { withKey } from '../parts/keys';
import { useAnswers } from '../page/asking';
import type { Message } from '../../core/trace/trace';

/** Lets the selected call of a simulated start fail, where it can. */
export function LetFail({ message: { id } }: { message: Message }) {
  const isExplained = panel.value?.kind === 'explained';
  const canFail = useAnswers('failable', isExplained ? [id] : []).get(id);
  if (!isExplained || !canFail) return null;
  return (
    <IconButton
      icon="beaker"
      label={withKey('Let this fail…', 'anywhere', 'letFail')}
      onClick={() => tell({ type: 'letFail', message: id })}
    />
  );
}
