import { narrate } from '../../../src/core/narration/narrate';
import { plainText, type Runs } from '../../../src/core/textRuns';
import type { Message, Trace } from '../../../src/core/trace/trace';

/** Words of our own that no text may have: what was not filled in, and what stands for a missing case. */
const raw = /undefined|null|NaN|\[object|\$\{|``|""|''| {2}|\(\)|[.:,] [.:,]|\.\.|^ | $/;

/** Our own words of a text: what others said stands for itself. */
function ownWords(text: Runs): string {
  return text
    .map((run) => (typeof run === 'object' && 'code' in run ? (run.code === '' ? '' : 'NAME') : plainText([run])))
    .join('');
}

/** What is wrong with a text: it is not there, or has a raw word. */
export function wrongText(name: string, text: Runs): string[] {
  const words = ownWords(text);
  const hasEmptyCode = text.some((run) => typeof run === 'object' && 'code' in run && run.code.trim() === '');
  const isSentence = /^[A-Z0-9N`k]/.test(words) && /[.]$/.test(words);
  const wrong =
    words === ''
      ? 'is empty'
      : hasEmptyCode
        ? 'has an empty name'
        : raw.test(words)
          ? 'has a raw word'
          : isSentence
            ? ''
            : 'is no sentence';
  return wrong === '' ? [] : [`${name} ${wrong}: ${plainText(text)}`];
}

/** What is wrong with a message's texts. */
export function wrongTexts(trace: Trace, message: Message): string[] {
  const { what, why, result, links } = narrate(trace, message);
  const addresses = links.filter(({ title, address }) => title === '' || !/^https:\/\/\S+$/.test(address));
  return [
    ...wrongText('what', what),
    ...wrongText('why', why),
    ...wrongText('result', result),
    ...(links.length === 0 || addresses.length > 0 ? ['a link is missing or leads nowhere'] : []),
  ].map((wrong) => `${message.method}: ${wrong}`);
}
