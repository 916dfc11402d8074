import { letFail } from '../../core/circumstances/whatIf/letFail';
import { panel } from '../page/store';
import { IconButton } from '../parts/buttons';
import { tell } from '../page/vscodeApi';
import type { Message, Trace } from '../../core/trace/trace';

/** Lets the selected call of a simulated start fail, where it can. */
export function LetFail({ trace, message }: { trace: Trace; message: Message }) {
  if (panel.value?.kind !== 'explained' || !letFail(trace, message)) return null;
  return (
    <IconButton icon="beaker" label="Let this fail…" onClick={() => tell({ type: 'letFail', message: message.id })} />
  );
}
