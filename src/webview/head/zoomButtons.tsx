import { computed } from '@preact/signals';
import { IconButton } from '../parts/buttons';
import { withKey } from '../parts/keys';
import { registerView } from '../page/views';
import { stageView, state, update } from '../page/store';
import type { Asked } from '../page/pageState';

const zoom = computed(() => state.value.sight.zoom ?? 1);

function ask(asked: Asked): void {
  update((was) => ({ ...was, asked }));
}

/** How large the diagram is. */
function ZoomButtons() {
  if (stageView.value !== 'diagram') return null;
  return (
    <div class="zoom" role="group" aria-label="Zoom">
      <IconButton
        icon="zoom-out"
        label={withKey('Zoom out', 'anywhere', 'zoomOut')}
        onClick={() => ask({ kind: 'zoomBy', factor: 1 / 1.2 })}
      />
      <button
        class="zoom-level"
        title={withKey('Zoom to 100 %', 'anywhere', 'zoomReset')}
        onClick={() => ask({ kind: 'zoomTo', zoom: 1 })}
      >
        {`${Math.round(zoom.value * 100)} %`}
      </button>
      <IconButton
        icon="zoom-in"
        label={withKey('Zoom in', 'anywhere', 'zoomIn')}
        onClick={() => ask({ kind: 'zoomBy', factor: 1.2 })}
      />
      <IconButton
        icon="screen-full"
        label={withKey('Fit the width', 'anywhere', 'fit')}
        onClick={() => ask({ kind: 'fit' })}
      />
    </div>
  );
}

registerView({
  name: 'zoomButtons',
  place: 'toolbar',
  order: 110,
  // The keyboard and the wheel do the same.
  rank: 1000,
  View: ZoomButtons,
});
