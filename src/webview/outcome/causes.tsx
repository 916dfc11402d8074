import { useState } from 'preact/hooks';
import { isCommand, type SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';
import { causeTitle } from './causeTitle';
import { fold, folds, now, settled } from '../page/store';
import { missingText } from '../../core/trace/missingText';
import { registerView } from '../page/views';
import { stepEffect } from '../../core/diagnosis/stepEffect';
import { retryText } from '../../core/diagnosis/retryText';
import { tell } from '../page/vscodeApi';
import { Icon, IconButton, TextButton } from '../parts/buttons';
import { WithoutField } from './withoutField';
import type { PlacedDiagnosis } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/**
 * What is missing, why pods do not run and what they wait for: the cause, its evidence, the line to look at, what to do,
 * when it is tried again. Folded, only the first is told, in one line.
 */
function Causes() {
  const shown = settled.value?.shown;
  if (!shown) return null;
  const { diagnoses } = shown.findings;
  const titles = diagnoses.map(causeTitle);
  const missing = shown.trace.missing.filter(
    ({ kind, name }) => !titles.some((title) => names(title, `${kind} ${name}`)),
  );
  const count = missing.length + diagnoses.length;
  if (count === 0) return <div class="causes" role="status" />;
  const first = missing[0] ? `${missingText(missing[0]).what} is missing` : titles[0];
  return (
    <details class="why" open={folds.value.causes} onToggle={({ currentTarget }) => fold('causes', currentTarget.open)}>
      <summary>
        <Icon name={missing.length === 0 && diagnoses.every(({ isWaiting }) => isWaiting) ? 'watch' : 'error'} />
        {folds.value.causes ? 'Diagnosis' : `${first}${count > 1 ? `, and ${count - 1} more` : ''}`}
      </summary>
      <div class="causes" role="status">
        {missing.map((one, at) => (
          <Missing key={at} missing={one} />
        ))}
        {diagnoses.map((diagnosis, at) => (
          <Cause key={keyOf(diagnosis, diagnoses.slice(0, at))} diagnosis={diagnosis} />
        ))}
        {shown.findings.moreDiagnoses !== undefined && (
          <p class="more">{`And ${shown.findings.moreDiagnoses} more. Choose a pod to see what it waits for.`}</p>
        )}
      </div>
    </details>
  );
}

/** Whether a title names an object, and not one whose name begins with the same. */
function names(title: string, object: string): boolean {
  return title
    .split(object)
    .slice(1)
    .some((rest) => !/^(?:[-a-z0-9]|\.[a-z0-9])/.test(rest));
}

function Missing({ missing }: { missing: Trace['missing'][number] }) {
  const { what, question } = missingText(missing);
  return (
    <div class="missing">
      <Icon name="warning" />
      <div>
        <strong>{what}</strong>
        {` is missing: ${missing.consequence}.${question === '' ? '' : ` D${question.slice(1)}`}`}
      </div>
    </div>
  );
}

/** Tells a cause from the others, also when one before it has gone. */
function keyOf(diagnosis: PlacedDiagnosis, before: readonly PlacedDiagnosis[]): string {
  const identity = ({ subject, container, field }: PlacedDiagnosis): string => `${subject} ${container} ${field}`;
  const alike = before.filter((other) => identity(other) === identity(diagnosis)).length;
  return `${identity(diagnosis)} ${alike}`;
}

function Cause({ diagnosis }: { diagnosis: PlacedDiagnosis }) {
  const { isWaiting = false, isOver = false, evidence, next, command, retry, name, sureness } = diagnosis;
  return (
    <div class={isWaiting || isOver ? 'cause waiting' : 'cause'}>
      <Icon name={isOver ? 'history' : isWaiting ? 'watch' : 'error'} />
      <div>
        <strong>{causeTitle(diagnosis)}</strong>
        <div class="proof">{evidence}</div>
        <div class="proof">{`Cause: ${name} (${sureness})`}</div>
        <Place {...diagnosis} />
        <div class="next">{`Next: ${next}`}</div>
        {command !== undefined && <Command command={command} />}
        <WithoutField diagnosis={diagnosis} />
        {retry && <Retry retry={retry} />}
      </div>
    </div>
  );
}

/** Counts down to the next try. */
function Retry({ retry }: { retry: NonNullable<PlacedDiagnosis['retry']> }) {
  return (
    <div class="retry" aria-live="off">
      {retryText(retry, { end: now.value })}
    </div>
  );
}

function Place({ place, field }: PlacedDiagnosis) {
  if (place)
    return (
      <div class="place">
        {'Look at '}
        <TextButton onClick={() => tell({ type: 'revealLine', line: place.line, column: place.column })}>
          {`${(place.template ?? place).file}, line ${(place.template ?? place).line}`}
        </TextButton>
        {field !== undefined && field !== '' && `: ${field}`}
      </div>
    );
  if (field === undefined || field === '') return null;
  return (
    <div class="place">
      {'Field: '}
      <code>{field}</code>
    </div>
  );
}

function Command({ command }: { command: SuggestedCommand }) {
  const [isCopied, setCopied] = useState(false);
  if (!isCommand(command)) return <div class="next">{command}</div>;
  const copy = (): void => {
    void navigator.clipboard.writeText(command).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1200);
    });
  };
  return (
    <div class="command">
      <code>{command}</code>
      <span class="effect">{stepEffect(command)}</span>
      <IconButton icon="copy" label="Copy the command" class={isCopied ? 'copied' : ''} onClick={copy} />
      {settled.value?.kind === 'watched' && stepEffect(command) === 'only looks' && (
        <IconButton icon="play" label="Run it in a terminal" onClick={() => tell({ type: 'runLooking', command })} />
      )}
    </div>
  );
}

registerView({
  later: true,
  name: 'causes',
  place: 'about',
  order: 22,
  View: Causes,
});
