import { visibleText } from '../../core/visibleText';

/** What the Problems panel tells of something found: hints and checks have one text, by which it is told once. */
export function problemText({ message, next }: { message: string; next?: string }): string {
  return visibleText(next === undefined ? message : `${message} Next: ${next}.`);
}
