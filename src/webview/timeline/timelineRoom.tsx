import { folds, panel } from '../page/store';
import { laneCount } from './laneCount';
import { registerView } from '../page/views';
import { timelinePlace } from './timelinePlace';

/** Keeps the room that the timeline takes once it is loaded, so that the diagram is not moved then. */
function TimelineRoom() {
  const lanes = laneCount(panel.value);
  if (lanes === 0) return null;
  return <section class={folds.value.timeline ? 'timeline' : 'timeline closed'} style={{ '--rows': `${lanes}` }} />;
}

registerView({ ...timelinePlace, View: TimelineRoom });
