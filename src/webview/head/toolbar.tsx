import { computed } from '@preact/signals';
import { AssumedToggle } from './assumedToggle';
import { level, panel, stageView, state, update } from '../page/store';
import { IconButton } from '../parts/buttons';
import { registerView, viewsAt } from '../page/views';
import { tell } from '../page/vscodeApi';
import { Guarded } from '../page/guarded';
import { SearchBox } from './searchBox';
import type { Asked } from '../page/pageState';

const zoom = computed(() => state.value.sight.zoom ?? 1);

function ask(asked: Asked): void {
  update((was) => ({ ...was, asked }));
}

/** The row above the diagram: search, what views have there, faults, zoom, export; last what is assumed, as its list comes next. */
function Toolbar() {
  const shown = panel.value;
  return (
    <div class="toolbar" role="toolbar" aria-label="Diagram">
      <SearchBox />
      {viewsAt('toolbar').map((view) => (
        <Guarded key={view.name} view={view} />
      ))}
      <span class="space" />
      {shown?.kind === 'explained' && <Faults faults={shown.faults} />}
      {stageView.value === 'diagram' && <Zoom />}
      <IconButton
        icon="export"
        label="Export the diagram"
        onClick={() => tell({ type: 'chooseExport', level: level.peek() })}
      />
      <AssumedToggle />
    </div>
  );
}

function Faults({ faults }: { faults: readonly string[] }) {
  const label = faults.length === 0 ? 'Inject faults' : `Injected: ${faults.join(', ')}`;
  return (
    <IconButton
      icon="beaker"
      label={label}
      class={faults.length > 0 ? 'active' : ''}
      onClick={() => tell({ type: 'chooseFaults' })}
    >
      {faults.length > 0 && <span class="badge">{faults.length}</span>}
    </IconButton>
  );
}

function Zoom() {
  return (
    <div class="zoom" role="group" aria-label="Zoom">
      <IconButton icon="zoom-out" label="Zoom out (Ctrl+-)" onClick={() => ask({ kind: 'zoomBy', factor: 1 / 1.2 })} />
      <button type="button" class="zoom-level" title="Zoom to 100 %" onClick={() => ask({ kind: 'zoomTo', zoom: 1 })}>
        {`${Math.round(zoom.value * 100)} %`}
      </button>
      <IconButton icon="zoom-in" label="Zoom in (Ctrl++)" onClick={() => ask({ kind: 'zoomBy', factor: 1.2 })} />
      <IconButton icon="screen-full" label="Fit the width" onClick={() => ask({ kind: 'fit' })} />
    </div>
  );
}

registerView({
  name: 'head',
  place: 'head',
  order: 10,
  failed: (title) => `The head of “${title}” cannot be drawn`,
  View: Toolbar,
});
