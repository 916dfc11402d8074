import { closable, failures, mend } from '../page/failures';
import { Icon, IconButton, TextButton } from '../parts/buttons';
import { showAgain } from '../page/store';
import { tell } from '../page/vscodeApi';

/** What a person reads of what is no view; `host` is what the extension host could not do. */
const sentences = new Map<string, (title: string) => string>([
  ['state', (title) => `“${title}” cannot be drawn`],
  ['views', (title) => `Not all of “${title}” can be loaded`],
  ['export', (title) => `The picture of “${title}” cannot be made`],
  ['page', () => 'Something in this panel does not work'],
  ['host', () => 'Pod Startup cannot do what this panel asks for'],
]);
/** Characters of an error that a person reads. */
const mostCharacters = 300;

/** The words in place of what could not be drawn, with a way to save what was to be drawn; nothing where all is well. */
export function FailureNotice({ part, failed }: { part: string; failed?: (title: string) => string }) {
  const failure = failures.value.get(part);
  if (!failure) return null;
  const sentence = failed ?? sentences.get(part) ?? (() => `“${part}” cannot be drawn`);
  return (
    <div class="problem part-failed" role="alert" data-part={part}>
      <Icon name="error" />
      <div>
        <strong>{sentence(failure.title)}</strong>
        {`: ${failure.message.slice(0, mostCharacters)}. This is a mistake of Pod Startup; its output has more about it. `}
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
