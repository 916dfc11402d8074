import { registerView } from '../page/views';
import { showView } from '../page/pages';
import { withKey } from '../parts/keys';
import { stageView } from '../page/store';
import { stageViews, type StageView } from '../page/pageState';

const names: Readonly<Record<StageView, string>> = { diagram: 'Diagram', story: 'Story' };

/** Whether the start is shown as a diagram or in words. */
function ViewSwitch() {
  return (
    <div class="view-switch" role="group" aria-label="Show as">
      {stageViews.map((view) => (
        <button
          key={view}
          title={withKey(names[view], 'anywhere', 'view')}
          aria-pressed={stageView.value === view}
          onClick={() => showView(view)}
        >
          {names[view]}
        </button>
      ))}
    </div>
  );
}

registerView({
  later: true,
  name: 'viewSwitch',
  place: 'toolbar',
  order: 4,
  View: ViewSwitch,
});
