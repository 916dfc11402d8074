import { IconButton } from '../parts/buttons';
import { registerView } from '../page/views';
import { withKey } from '../parts/keys';
import { chooseExport } from '../page/chooseExport';

/** Saves the diagram as a file. */
function ExportButton() {
  return <IconButton icon="export" label={withKey('Export', 'anywhere', 'export')} onClick={chooseExport} />;
}

registerView({
  name: 'exportButton',
  place: 'toolbar',
  order: 120,
  rank: 7,
  View: ExportButton,
});
