import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { folds, panel } from '../page/store';
import { keepLanes } from './keepLanes';
import { laneCount } from './laneCount';
import { registerView } from '../page/views';
import { TimelineHead } from './timelineHead';
import { timelinePlace } from './timelinePlace';
import type { TimelinePane, TimelineSummary } from './timelinePane';

/** Where each pod's time went. Its lanes are an element's own, filled and changed in place by what draws them. */
function Timeline() {
  const root = useRef<HTMLDivElement>(null);
  const pane = useRef<TimelinePane | undefined>(undefined);
  const [summary, setSummary] = useState<TimelineSummary>({ hasInferred: false });
  useLayoutEffect(() => {
    if (!root.current) return undefined;
    const kept = keepLanes(root.current, setSummary);
    pane.current = kept.pane;
    return kept.end;
  }, []);
  const lanes = laneCount(panel.value);
  const classes = ['timeline-pane', !folds.value.timeline && 'closed', summary.hasInferred && 'has-inferred'];
  return (
    <section class="timeline" aria-label="Where the time went" hidden={lanes === 0} style={{ '--rows': `${lanes}` }}>
      <div class={classes.filter(Boolean).join(' ')}>
        <TimelineHead
          summary={summary}
          choose={(part) => summary.uid !== undefined && pane.current?.select(summary.uid, part)}
          zoomBy={(factor) => pane.current?.zoomBy(factor)}
          zoomReset={() => pane.current?.zoomTo(1)}
        />
        <div ref={root} class="timeline-lanes" />
      </div>
    </section>
  );
}

registerView({ ...timelinePlace, later: true, View: Timeline });
