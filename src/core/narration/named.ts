import { code, type Runs } from '../textRuns';
import { visibleText } from '../visibleText';

/** As many characters of a text of others stand in a sentence. */
const most = 300;

/** A name or a text of others within a sentence: it is shown as it is, and never as markup. */
export function named(text: string): Runs {
  return code(visibleText(text, ' ', most));
}
