import { closable, failures, mend, type Failure } from '../page/failures';
import { Icon, IconButton, TextButton } from '../parts/buttons';
import { showAgain } from '../page/store';
import { useAnswers } from '../page/asking';
import { tell } from '../page/vscodeApi';

/** Characters of an error that a person reads. */
const mostCharacters = 300;

/** The words in place of what could not be drawn, with a way to save what was to be drawn; nothing where all is well. */
export function FailureNotice({ part }: { part: string }) {
  const failure = failures.value.get(part);
  return failure ? <Notice part={part} failure={failure} /> : null;
}

function Notice({ part, failure }: { part: string; failure: Failure }) {
  const of = `${part} ${failure.title}`;
  // What the host does not answer is said less exactly.
  const sentence = useAnswers('failure', [of]).get(of) ?? `“${failure.title}” cannot be drawn`;
  return (
    <div class="problem part-failed" role="alert" data-part={part}>
      <Icon name="error" />
      <div>
        <strong>{sentence}</strong>
        {`: ${failure.message.slice(0, mostCharacters)}. This is a bug in Pod Startup; its output has more about it. `}
        <TextButton onClick={tryAgain}>Try again</TextButton>
        {', or '}
        <TextButton onClick={() => tell({ type: 'saveState' })}>save what was to be drawn</TextButton>
        {' and attach it to a report. Values of Secrets are masked in it.'}
      </div>
      {closable.includes(part) && <IconButton icon="close" label="Close" onClick={() => mend(part)} />}
    </div>
  );
}

function tryAgain(): void {
  closable.forEach(mend);
  void showAgain();
}
