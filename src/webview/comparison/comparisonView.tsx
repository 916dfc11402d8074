import { computed } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Row } from './comparisonRow';
import { DifferencesRow } from './shownDifferences';
import { comparisonItems, runText, type ComparisonItem } from './equalRuns';
import { Icon, IconButton, TextButton } from '../parts/buttons';
import { perform, withKey } from '../parts/keys';
import { level, select, selection, state } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';
import type { ShownComparison } from '../../core/panel/protocol';

/** So many rows are drawn at once. */
const some = 200;

const comparison = computed(() => state.value.comparison);

/** The start beside another one, call by call, in place of its diagram. */
function Comparison() {
  const shown = comparison.value;
  const wanted = level.value;
  useEffect(() => {
    if (shown && shown.problem === undefined && shown.level !== wanted) tell({ type: 'compareAt', level: wanted });
  }, [shown, wanted]);
  if (!shown) return null;
  return <TwoStarts key={`${shown.left}\n${shown.level}`} shown={shown} />;
}

function TwoStarts({ shown }: { shown: ShownComparison }) {
  const { rows, ends, notes, problem } = shown;
  const root = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [count, setCount] = useState(some);
  const [here, setHere] = useState<number>();
  const items = comparisonItems(rows, open);
  /** The rows that differ; behind the last of them the pods that end otherwise. */
  const stops = rows.flatMap(({ mark }, i) => (mark === 'same' || mark === 'untold' ? [] : [i]));
  ends.forEach((_, i) => stops.push(rows.length + i));
  const at = here === undefined ? -1 : stops.indexOf(here);

  const goTo = (index: number): void => {
    setHere(index);
    const place = items.findIndex((item) => item.kind === 'row' && item.index === index);
    if (place >= count || index >= rows.length) setCount(Math.max(count, place + 1, index < rows.length ? 0 : items.length)); // prettier-ignore
    const row = rows[index];
    const message = row?.right?.message ?? row?.left?.message;
    if (message !== undefined) select(message, { reveal: false });
  };
  const step = (by: 1 | -1): void => {
    if (stops.length === 0) return;
    // From a row between two differences the nearest in that direction is next.
    const next =
      by > 0 ? stops.find((one) => one > (here ?? -1)) : stops.filter((one) => one < (here ?? Infinity)).at(-1);
    goTo(next ?? (by > 0 ? stops[0]! : stops.at(-1)!));
  };
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      perform('comparison', event, { next: () => latest.current(1), previous: () => latest.current(-1) });
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  useEffect(() => {
    if (here === undefined) return;
    const element = root.current?.querySelector<HTMLElement>(`[data-row="${here}"]`);
    element?.scrollIntoView({ block: 'nearest' });
    (element?.querySelector<HTMLElement>('button') ?? element)?.focus({ preventScroll: true });
  }, [here]);

  const chosen = selection.value?.kind === 'message' ? selection.value.message : undefined;
  const choose = useRef((index: number, message: string | undefined): void => {
    setHere(index);
    if (message !== undefined) select(message, { reveal: false });
  }).current;
  const toggle = (from: number): void => {
    const next = new Set(open);
    if (!next.delete(from)) next.add(from);
    setOpen(next);
  };

  return (
    <section ref={root} class="two-starts" aria-label="Comparison of two starts">
      <div class="bar">
        <strong class="counts" role="status">
          {problem ?? shown.counts}
        </strong>
        <span class="space" />
        {problem === undefined && (
          <>
            <span class="at" role="status">
              {at >= 0 ? `${at + 1} of ${stops.length}` : stops.length > 0 ? `${stops.length} differences` : ''}
            </span>
            <IconButton
              icon="arrow-up"
              label={withKey('Previous difference', 'comparison', 'previous')}
              onClick={() => step(-1)}
            />
            <IconButton
              icon="arrow-down"
              label={withKey('Next difference', 'comparison', 'next')}
              onClick={() => step(1)}
            />
            <IconButton
              icon="export"
              label={withKey('Save the comparison as Markdown', 'anywhere', 'saveComparison')}
              onClick={() => tell({ type: 'exportComparison' })}
            />
          </>
        )}
        <IconButton
          icon="close"
          label={withKey('Close the comparison', 'anywhere', 'closeComparison')}
          onClick={() => tell({ type: 'closeComparison' })}
        />
      </div>
      <div role="table" class="rows" aria-label="Calls of both starts">
        <div role="row" class="calls heads">
          <span role="columnheader" class="sign">
            <span class="only-read">Difference</span>
          </span>
          <span role="columnheader">{`A: ${shown.left}`}</span>
          <span role="columnheader">{`B: ${shown.right}`}</span>
        </div>
        {items
          .slice(0, count)
          .map((item) =>
            item.kind === 'run' ? (
              <Run key={`run ${item.from}`} run={item} toggle={toggle} />
            ) : (
              <Row
                key={item.index}
                row={item.row}
                index={item.index}
                isSelected={
                  chosen !== undefined && (item.row.left?.message === chosen || item.row.right?.message === chosen)
                }
                isCurrent={item.index === here}
                choose={choose}
              />
            ),
          )}
        {count < items.length && (
          <div role="row" class="differences">
            <div role="cell" aria-colspan={3}>
              <TextButton onClick={() => setCount(count + some)}>{`${items.length - count} more rows`}</TextButton>
            </div>
          </div>
        )}
        {count >= items.length &&
          ends.map(({ name, differences }, i) => (
            <div
              key={`end ${name}`}
              role="rowgroup"
              class={here === rows.length + i ? 'pair end here' : 'pair end'}
              data-mark="differs"
              data-row={rows.length + i}
              tabIndex={-1}
            >
              <div role="row" class="calls">
                <span role="cell" class="sign" aria-hidden="true">
                  ~
                </span>
                <span role="cell" class="ending" aria-colspan={2}>{`How ${name} ends`}</span>
              </div>
              <DifferencesRow differences={differences} />
            </div>
          ))}
      </div>
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
    </section>
  );
}

function Run({ run, toggle }: { run: Extract<ComparisonItem, { kind: 'run' }>; toggle: (from: number) => void }) {
  return (
    <div role="row" class="run">
      <div role="cell" aria-colspan={3}>
        <button aria-expanded={run.isOpen} onClick={() => toggle(run.from)}>
          <Icon name="chevron-right" />
          {runText(run)}
        </button>
      </div>
    </div>
  );
}

registerView({
  later: true,
  name: 'comparison',
  place: 'stage',
  order: 8,
  View: Comparison,
});
