/**
 * A piece of what a hover says. A text is plain, whatever stands in it: that it comes out so is markdown.ts's part, and
 * nothing else writes Markdown.
 */
export type Run = string | { code: string } | { strong: string } | { link: string; address: string };

/** A line of a hover, or a part of one. */
export type Runs = readonly Run[];

/** Values, names and paths: in code nothing is Markdown. */
export function code(text: string): Runs {
  return [{ code: text }];
}

export function strong(text: string): Runs {
  return [{ strong: text }];
}

/** A link to an address that is ours. */
export function link(title: string, address: string): Runs {
  return [{ link: title, address }];
}

/** A template with texts in it: words`No ${kind} ${code(name)} is known here.` */
export function words(own: TemplateStringsArray, ...values: readonly (Runs | string | number)[]): Runs {
  return own.flatMap((text, i): Run[] => {
    const value = values[i] ?? '';
    return [text, ...(typeof value === 'object' ? value : [String(value)])];
  });
}

/** A text of our tables, in which what stands between backticks is code. */
export function prose(text: string): Runs {
  return text.split('`').map((part, i): Run => (i % 2 === 1 ? { code: part } : part));
}

export function joined(texts: readonly Runs[], separator: string): Runs {
  return texts.flatMap((text, i) => (i === 0 ? text : [separator, ...text]));
}
