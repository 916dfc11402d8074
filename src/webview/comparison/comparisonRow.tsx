import { DifferencesRow } from './shownDifferences';
import { memo } from '../parts/memo';
import { timeOf } from '../../core/trace/timeOf';
import type { ComparedRow, ComparedSide } from '../../core/panel/protocol';

/** The sign of a row, and what it says to who does not see it. */
const marks: Readonly<Record<ComparedRow['mark'], readonly [sign: string, words: string]>> = {
  same: ['', 'the same'],
  differs: ['~', 'differs'],
  left: ['−', 'only in A'],
  right: ['+', 'only in B'],
  untold: ['?', 'nothing says whether the other start makes it'],
};

export interface RowProps {
  row: ComparedRow;
  index: number;
  isSelected: boolean;
  isCurrent: boolean;
  choose: (index: number, message: string | undefined) => void;
}

/** A call as both starts make it, side by side; below it in what they differ. */
export const Row = memo(({ row, index, isSelected, isCurrent, choose }: RowProps) => {
  const { mark, actors, left, right, differences } = row;
  const [sign, words] = marks[mark];
  const classes = ['pair', isSelected && 'selected', isCurrent && 'here'].filter(Boolean).join(' ');
  const chooses = (message: string | undefined): void => choose(index, message);
  return (
    <div role="rowgroup" class={classes} data-mark={mark} data-row={index}>
      <div role="row" class="calls" aria-current={isCurrent ? 'true' : undefined}>
        <span role="cell" class="sign" title={words}>
          <span aria-hidden="true">{sign}</span>
          <span class="only-read">{words}</span>
        </span>
        <Side name="A" side={left} actors={actors} choose={chooses} />
        <Side name="B" side={right} actors={actors} choose={chooses} />
      </div>
      {differences.some(({ what, lines }) => what !== '' || lines.length > 0) && (
        <DifferencesRow differences={differences} />
      )}
    </div>
  );
});

interface SideProps {
  name: string;
  side: ComparedSide | undefined;
  actors: string;
  choose: (message: string | undefined) => void;
}

function Side({ name, side, actors, choose }: SideProps) {
  if (!side)
    return (
      <span role="cell" class="side-call none">
        <span class="only-read">not made</span>
      </span>
    );
  const content = (
    <>
      <span class="tag" aria-hidden="true">
        {name}
      </span>
      <span class="time">{timeOf(side.at, 0)}</span>
      <span class="call">
        <span class="label">{side.label}</span> <span class="actors">{actors}</span>
      </span>
    </>
  );
  const { message } = side;
  return (
    <span role="cell" class="side-call">
      {message === undefined ? (
        <span class="told">{content}</span>
      ) : (
        <button class="told" title="Show this call's details" onClick={() => choose(message)}>
          {content}
        </button>
      )}
    </span>
  );
}
