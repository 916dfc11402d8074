import { panel } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';

/** Says of which release the start is, and asks for another one. */
function ReleaseButton() {
  const shown = panel.value;
  const release = shown?.kind === 'explained' && shown.release;
  if (!release) return null;
  const { label, detail, line } = release;
  return (
    <button class="what-if" title={detail} onClick={() => tell({ type: 'whatIf', line })}>
      {label}
    </button>
  );
}

registerView({
  later: true,
  name: 'release',
  place: 'toolbar',
  order: 28,
  rank: 105,
  View: ReleaseButton,
});
