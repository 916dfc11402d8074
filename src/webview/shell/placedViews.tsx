import { failures } from '../page/failures';
import { FailureNotice } from './failureNotice';
import { Guarded } from '../page/guarded';
import { viewsAt, type ViewPlace } from '../page/views';

/** The views of a place, each by itself: where one fails, words stand in its place, and the others go on. */
export function PlacedViews({ place }: { place: ViewPlace }) {
  return viewsAt(place).map((view) => (
    <div key={view.name} class={failures.value.has(view.name) ? 'view failed' : 'view'}>
      <FailureNotice part={view.name} />
      <div class="guarded">
        <Guarded view={view} />
      </div>
    </div>
  ));
}
