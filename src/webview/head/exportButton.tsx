import { IconButton } from '../parts/buttons';
import { level } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';

/** Saves the diagram as a file. */
function ExportButton() {
  return (
    <IconButton
      icon="export"
      label="Export the diagram"
      onClick={() => tell({ type: 'chooseExport', level: level.peek() })}
    />
  );
}

registerView({
  name: 'exportButton',
  place: 'toolbar',
  order: 120,
  failed: () => 'The export cannot be offered',
  View: ExportButton,
});
