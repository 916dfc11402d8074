/** A value that an option does not take, as its refusal shows it: in quotes where it is empty or blank. */
export function shownValue(text: string): string {
  return text.trim() === '' ? JSON.stringify(text) : text;
}
