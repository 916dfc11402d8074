import type { Note } from './trace';

/** A note as it is read; where several pods are shown, with the one that it tells of. */
export function noteText({ text, subject }: Pick<Note, 'text' | 'subject'>, namesPods: boolean): string {
  return namesPods && subject !== undefined ? `${subject.pod}: ${text}` : text;
}
