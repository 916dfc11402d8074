import { focusView } from '../page/views';
import { IconButton } from '../parts/buttons';
import { update } from '../page/store';
import { withKey } from '../parts/keys';

/** Closes the details, and gives the diagram the focus. */
export function closeDetails(): void {
  update((was) => ({ ...was, selection: undefined }));
  focusView('diagram');
}

export function CloseButton() {
  return <IconButton icon="close" label={withKey('Close the details', 'details', 'close')} onClick={closeDetails} />;
}
