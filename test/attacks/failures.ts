/** What a text that people read never says: marks of a value that was not what it was taken for. */
const marks = /\bNaN\b|native code|\[object |Invalid Date|\bundefined\b.{40}|.{40}\bundefined\b/;

/** Runs an attack; what it throws, or says that no text may say, in one line, or nothing. */
export function failureOf(name: string, attack: () => string): string[] {
  try {
    const mark = marks.exec(attack())?.[0];
    return mark === undefined ? [] : [`${name}: says ${mark}`];
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    return [`${name}: ${stack?.split('\n').slice(0, 5).join(' ')}`];
  }
}
