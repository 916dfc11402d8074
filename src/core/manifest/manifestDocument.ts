import { parseDocument, visit, type Document, type YAMLParseError } from 'yaml';
import { isSecretKind, textMayHoldSecret } from './mayBeSecret';
import { folded, withJoinedQuotes, type MissingQuote } from './outdentedQuotes';
import { plainYaml } from './plainYaml';
import { withoutSecrets } from './secretMask';
import type { SourceNode } from './sourceNode';
import { sourceTree, type SourceProblem } from './sourceTree';
import type { Template } from './template';
import { maskTemplates, type MaskedText } from './templates';
import { yamlProblemMessage, yamlProblemWords } from './yamlProblemWords';

/** One document's text as values with places. Offsets count from the document's start, so that it can be kept when it moves. */
export interface ParsedDocument {
  text: string;
  root: SourceNode | undefined;
  problems: SourceProblem[];
  templates: Template[];
}

/** What is nested deeper is not parsed: the time for it grows with its square. */
const maxDepth = 500;

/** Parses one YAML (or JSON) document. Never throws: what is wrong is in `problems`, what is right in `root`. */
export function parseManifestDocument(text: string): ParsedDocument {
  const masked = maskTemplates(text);
  const plain = masked.templates.length === 0 ? plainYaml(text) : undefined;
  return plain ? { text, root: plain, problems: [], templates: [] } : composedDocument(text, masked);
}

/** The same by `yaml` alone, which reads everything; `masked` is the text without its templates. */
export function composedDocument(text: string, masked: MaskedText): ParsedDocument {
  const { templates } = masked;
  if (isTooDeep(masked.text)) return failed(text, templates, 'the values are nested too deep');
  try {
    let document = yamlDocument(masked.text);
    if (missingQuote(document)) {
      const lenient = yamlDocument(withJoinedQuotes(masked.text, (other) => missingQuote(yamlDocument(other))));
      if (lenient.errors.length === 0) document = withValuesFolded(lenient);
    }
    const tree = sourceTree(document, masked.text, templates);
    const errors = document.errors.map((error): SourceProblem => {
      const [start, end] = isMissingQuote(error) ? openingQuote(document, error) : error.pos;
      return { message: yamlProblemMessage(error), unquoted: yamlProblemWords(error), start, end, severity: 'error' };
    });
    const problems = [...controlCharacters(masked.text), ...errors, ...tree.problems];
    return told({ text, root: tree.root, problems, templates });
  } catch (error) {
    const message = error instanceof RangeError ? 'the values are nested too deep' : 'the text cannot be read as YAML';
    return failed(text, templates, message);
  }
}

/** The first character that kubectl's parser refuses wherever it stands, also in a comment (go.yaml.in/yaml/v2 readerc.go). */
function controlCharacters(text: string): SourceProblem[] {
  // oxlint-disable-next-line no-control-regex
  const at = text.search(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/);
  if (at < 0) return [];
  const message = 'control characters are not allowed; in double quotes they have escapes, such as \\x1b';
  return [{ message, start: at, end: at + 1, severity: 'error' }];
}

function yamlDocument(text: string): Document.Parsed {
  // Each mistake in the text is an Error, and with its stack takes twenty times as long.
  const errors: ErrorConstructor & { stackTraceLimit?: number } = Error;
  const { stackTraceLimit } = errors;
  errors.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      keepSourceTokens: false,
    });
  } finally {
    if (stackTraceLimit === undefined) delete errors.stackTraceLimit;
    else errors.stackTraceLimit = stackTraceLimit;
  }
}

function withValuesFolded(document: Document.Parsed): Document.Parsed {
  visit(document, {
    Scalar(_, scalar) {
      if (scalar.source !== undefined) scalar.source = folded(scalar.source);
    },
  });
  return document;
}

function isMissingQuote({ message }: YAMLParseError): boolean {
  return /^Missing closing ['"]quote/.test(message);
}

/** The quote that is not closed: the parser tells where it gave up, which may be the end of the file. */
function openingQuote(document: Document.Parsed, { pos: [at, end] }: YAMLParseError): readonly [number, number] {
  let found: readonly [number, number] = [at, end];
  visit(document, {
    Scalar(_, { type, range }) {
      if (range && range[0] < at && at <= range[2] && (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'))
        found = [range[0], range[0] + 1];
    },
  });
  return found;
}

function missingQuote({ errors: [error] }: Document.Parsed): MissingQuote | undefined {
  const [, quote] = /^Missing closing (['"])quote/.exec(error?.message ?? '') ?? [];
  return quote === undefined || !error ? undefined : { quote, offset: error.pos[0] };
}

/** The document with its problems told without a word of a text that may hold a Secret. */
function told(document: ParsedDocument): ParsedDocument {
  if (document.problems.length === 0 || !mayHoldSecret(document)) return document;
  const problems = document.problems.map(({ unquoted, ...problem }) => ({
    ...problem,
    message: unquoted ?? problem.message,
  }));
  return { ...document, problems };
}

/** Whether a document holds what may be a Secret: by its values, and where these cannot all be read, by its text. */
export function mayHoldSecret({ text, root, problems }: Omit<ParsedDocument, 'templates'>): boolean {
  const isRead = root !== undefined && !problems.some(({ severity }) => severity === 'error');
  return isRead
    ? isMasked(root.value) || hidesSecret(root, root.entries?.get('kind')?.value)
    : textMayHoldSecret(text) || isMasked(root?.value);
}

function isMasked(value: unknown): boolean {
  return withoutSecrets(value) !== value;
}

/** Whether a key that stands twice said Secret, or held one, where it stood before; `kind` is the document's. */
function hidesSecret(node: SourceNode, kind: unknown): boolean {
  if (node.alias) return false; // looked at where it is written
  for (const [key, entry] of node.entries ?? []) {
    if (hidesSecret(entry, kind)) return true;
    const { hides } = entry;
    if (!hides) continue;
    if (key === 'kind' && isSecretKind(hides.value)) return true;
    if (isMasked({ kind, hidden: hides.value }) || hidesSecret(hides, kind)) return true;
  }
  return node.items?.some((item) => hidesSecret(item, kind)) ?? false;
}

function failed(text: string, templates: Template[], message: string): ParsedDocument {
  return { text, root: undefined, problems: [{ message, start: 0, end: 0, severity: 'error' }], templates };
}

/** Whether values lie too deep to be parsed: in brackets, or by indentation and dashes, which also count within one line. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > maxDepth) return true;
    if (depth < 0) depth = 0;
  }
  const columns: number[] = [];
  for (const [start] of text.matchAll(/^ *(?:[-?:] +)*/gm)) {
    const indent = start.search(/[^ ]|$/);
    while (columns.length > 0 && columns.at(-1)! >= indent) columns.pop();
    for (let at = indent; at < start.length; at++) if (start[at] !== ' ') columns.push(at);
    columns.push(start.length);
    if (columns.length > maxDepth) return true;
  }
  return false;
}
