/**
 * A piece of what a hover or a narration says. A text is plain, whatever stands in it: that it comes out so is the part of
 * who shows it (explain/text/markdown.ts alone writes Markdown).
 */
export type Run = string | { code: string } | { strong: string } | { link: string; address: string };

/** A line of such a text, or a part of one. */
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

/** The runs as text alone, code between backticks. */
export function plainText(text: Runs): string {
  return text
    .map((run) =>
      typeof run === 'string' ? run : 'code' in run ? `\`${run.code}\`` : 'strong' in run ? run.strong : run.link,
    )
    .join('');
}
