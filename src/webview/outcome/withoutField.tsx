import { panel } from '../page/store';
import { tell } from '../page/vscodeApi';
import { TextButton } from '../parts/buttons';
import { strictValidation } from '../../core/scenario/fieldValidation';
import type { PlacedDiagnosis } from '../../core/panel/protocol';

/** What would happen without a field for which strict validation refuses the object. */
export function WithoutField({ diagnosis: { evidence } }: { diagnosis: PlacedDiagnosis }) {
  const shown = panel.value;
  const unknown = evidence.match(/unknown field "/g)?.length ?? 0;
  if (unknown === 0 || shown?.kind !== 'explained') return null;
  const ids = [...(shown.memento.without ?? []), strictValidation];
  return (
    <div class="next">
      <TextButton onClick={() => tell({ type: 'leaveOut', ids })}>
        {unknown === 1 ? 'Explain it without this field' : 'Explain it without these fields'}
      </TextButton>
    </div>
  );
}
