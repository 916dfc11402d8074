import { fold, folds } from '../page/store';
import { formatDuration } from '../../core/formatDuration';
import { Icon, IconButton } from '../parts/buttons';
import { laneSentence } from './laneText';
import { largestParts } from '../../core/trace/largestParts';
import { partName } from '../parts/partName';
import { withKey } from '../parts/keys';
import type { Lane } from '../../core/trace/timeline';
import type { TimelineSummary } from './timelinePane';

export interface TimelineHeadProps {
  summary: TimelineSummary;
  /** The index of one of the parts of the summary's lane. */
  choose: (part: number) => void;
  zoomBy: (factor: number) => void;
  zoomReset: () => void;
}

/** As many of the largest parts are named, none that takes a smaller share. */
const named = { most: 4, least: 0.03 };

/** The line above the lanes, there also when they are folded: how long the start took, and its largest parts by name. */
export function TimelineHead({ summary: { lane, name }, choose, zoomBy, zoomReset }: TimelineHeadProps) {
  const isOpen = folds.value.timeline;
  const whose = name === undefined ? '' : `${name}: `;
  return (
    <div class="timeline-head">
      <button
        class="toggle"
        title={withKey('Fold or unfold', 'anywhere', 'timeline')}
        aria-expanded={isOpen}
        onClick={() => fold('timeline', !isOpen)}
      >
        <Icon name="chevron-right" />
        <span>Where the time went</span>
      </button>
      <span class="whole">{lane ? `${whose}${laneSentence(lane)}` : ''}</span>
      <div class="largest" role="group" aria-label="Largest parts">
        {lane && <LargestParts lane={lane} choose={choose} />}
      </div>
      <span class="space" />
      <span class="legend" title="No call shows it: it lies between what was seen">
        inferred
      </span>
      <div class="zoom" role="group" aria-label="Zoom of the timeline">
        <IconButton
          icon="zoom-out"
          label={withKey('Zoom the timeline out', 'timeline', 'zoomOut')}
          onClick={() => zoomBy(1 / 1.5)}
        />
        <IconButton
          icon="zoom-in"
          label={withKey('Zoom the timeline in', 'timeline', 'zoomIn')}
          onClick={() => zoomBy(1.5)}
        />
        <IconButton
          icon="screen-full"
          label={withKey('Show all of the time', 'timeline', 'zoomReset')}
          onClick={zoomReset}
        />
      </div>
    </div>
  );
}

function LargestParts({ lane, choose }: { lane: Lane; choose: (part: number) => void }) {
  const sums = largestParts(lane.parts).filter(({ share }) => share >= named.least);
  return sums.slice(0, named.most).map((sum, at) => (
    <button
      key={at}
      class={`largest-part kind-${sum.kind}`}
      title={sum.label}
      onClick={() => choose(longest(lane, sum.label))}
    >
      {`${partName(sum)}${sum.parts > 1 ? ` ×${sum.parts}` : ''} ${formatDuration(sum.milliseconds)} · ${Math.round(sum.share * 100)} %`}
    </button>
  ));
}

/** The index of the longest of the parts that are called so. */
function longest({ parts }: Lane, label: string): number {
  const alike = parts.filter((part) => part.label === label);
  const [first] = alike.sort((a, b) => b.end.at - b.start.at - (a.end.at - a.start.at));
  return first ? parts.indexOf(first) : -1;
}
