/** An input that an attacker chooses, where it goes, and what must hold there. */
export interface Attack {
  name: string;
  /** The file's text; `‸` stands where the hover is, and is taken out. Of more than a few lines, what makes it. */
  input: string | (() => string);
  /** Default: yaml. */
  extension?: 'yaml' | 'json' | 'log' | 'txt';
  /** A second file. */
  other?: string;
  /** The commands that read it: FILE, OTHER and CURSOR stand for the paths and for the place of `‸`. */
  sinks: readonly string[];
  /** What the whole output must say, and what it must not; `never` beside what no output may say. */
  expect?: readonly RegExp[];
  never?: readonly RegExp[];
  /** Of the processor, at most; defaults below. */
  seconds?: number;
  megabytes?: number;
  exit?: readonly number[];
}

/** Where a row says nothing else. */
export const limits = { seconds: 5, megabytes: 400, exit: [0, 1] } as const;

/** What no output may say, whatever it is of: a mistake of the program, a function's own text, a raw control character. */
export const neverSaid: readonly RegExp[] = [
  /bug in (?:the program|Pod Startup)/i,
  /^\s+at .*:\d+:\d+\)?$/m,
  /\b(?:TypeError|RangeError|ReferenceError|SyntaxError)\b/,
  /\[native code\]/,
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/,
];

export const explain = ['explain FILE', 'explain FILE --format json'];
export const start = ['explain FILE', 'calls FILE', 'outcome FILE'];

/** A manifest of a Pod `web`; the lines stand in its spec, indented by two. */
export const pod = (spec: string, name = 'web'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n${spec.replace(/^(?=.)/gm, '  ')}\n`;
/** A container `app` with more fields, in flow style. */
export const container = (fields = ''): string =>
  `containers:\n- {name: app, image: nginx${fields === '' ? '' : `, ${fields}`}}`;
export const documents = (...texts: string[]): string => texts.join('---\n');
export const json = (value: unknown): string => JSON.stringify(value);
