import { IconButton } from '../parts/buttons';
import { openDialog } from '../page/store';
import { registerView } from '../page/views';
import { withKey } from '../parts/keys';

registerView({
  later: true,
  name: 'presentButton',
  place: 'toolbar',
  order: 130,
  rank: 1100,
  View: () => (
    <IconButton
      icon="device-camera-video"
      label={withKey('Present', 'anywhere', 'present')}
      onClick={() => openDialog('present')}
    />
  ),
});

registerView({
  later: true,
  name: 'keysButton',
  place: 'toolbar',
  order: 200,
  rank: Infinity,
  View: () => (
    <IconButton
      icon="keyboard"
      label={withKey('Keyboard shortcuts', 'anywhere', 'keyboard')}
      onClick={() => openDialog('keys')}
    />
  ),
});
