import { CloseButton } from './closeButton';
import { formatDuration } from '../../core/formatDuration';
import { partSpanText } from '../../core/trace/partSpanText';
import { partName } from '../parts/partName';
import { type PathPart } from '../../core/trace/pathPart';
import type { Lane } from '../../core/trace/timeline';
import type { Moment } from '../../core/trace/trace';

/** What is known of a part of the timeline that no message tells of. */
export function PartDetails({ part, lane }: { part: PathPart; lane: Lane }) {
  const { start, end, source, label } = part;
  const since = ({ at }: Moment): string => formatDuration(at - lane.start.at);
  return (
    <>
      <header>
        <div class="title-line">
          <h2>{partName(part)}</h2>
          <CloseButton />
        </div>
        <div class="meta">
          <span class={`source ${source}`}>{source}</span>
          <span class="about">{lane.pod}</span>
        </div>
      </header>
      <div class="sections part-facts">
        <p>{label}</p>
        <dl>
          <Fact name="took" value={partSpanText(part)} />
          <Fact name="from" value={`${since(start)} after the pod was created`} />
          <Fact name="until" value={`${since(end)} after it`} />
        </dl>
        <p class="known">
          {source === 'inferred'
            ? 'No call shows it: it lies between the calls before and after it.'
            : 'It lies between the calls before and after it.'}
        </p>
      </div>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
