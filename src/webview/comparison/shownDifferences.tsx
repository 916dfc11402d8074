import { useState } from 'preact/hooks';
import { TextButton } from '../parts/buttons';
import { tell } from '../page/vscodeApi';
import type { CausingLine, ShownDifference } from '../../core/panel/protocol';

/** So many differences of a call are shown at once. */
const some = 8;

/** A row of the table with the differences of the row above it. */
export function DifferencesRow({ differences }: { differences: readonly ShownDifference[] }) {
  return (
    <div role="row" class="differences">
      <div role="cell" aria-colspan={3}>
        <Differences differences={differences} />
      </div>
    </div>
  );
}

/** In what a call differs: each field with what either side has, and the lines that make it so. */
function Differences({ differences }: { differences: readonly ShownDifference[] }) {
  const [areAll, setAll] = useState(false);
  const told = differences.filter(({ what, lines }) => what !== '' || lines.length > 0);
  if (told.length === 0) return null;
  const shown = areAll ? told : told.slice(0, some);
  return (
    <ul>
      {shown.map((difference, at) => (
        <li key={at} data-kind={difference.kind}>
          {difference.what !== '' && <Sides {...difference} />}
          {difference.lines.map((line) => (
            <Line key={`${line.side} ${line.path}`} line={line} />
          ))}
        </li>
      ))}
      {shown.length < told.length && (
        <li>
          <TextButton onClick={() => setAll(true)}>{`and ${told.length - shown.length} more`}</TextButton>
        </li>
      )}
    </ul>
  );
}

function Sides({ what, left, right }: ShownDifference) {
  return (
    <>
      <span class="what">{`${what}: `}</span>
      {left !== undefined && (
        <del>
          <span class="only-read">A: </span>
          <code>{left}</code>
        </del>
      )}
      {left !== undefined && right !== undefined && <span aria-hidden="true"> → </span>}
      {right !== undefined && (
        <ins>
          <span class="only-read">B: </span>
          <code>{right}</code>
        </ins>
      )}
    </>
  );
}

function Line({ line: { side, line, column, path, canReveal } }: { line: CausingLine }) {
  const text = `${side === 'left' ? 'A' : 'B'}, line ${line}`;
  return (
    <span class="cause-line" title={path}>
      {canReveal ? (
        <TextButton onClick={() => tell({ type: 'revealCause', side, line, column })}>{text}</TextButton>
      ) : (
        text
      )}
    </span>
  );
}
