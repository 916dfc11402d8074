import type { ErrorCode, YAMLError } from 'yaml';
import { entryOf } from '../entryOf';

/**
 * What is wrong with a text that is no YAML, in words that quote nothing of it: what to do, where the parser's message
 * tells; that message itself, where it is known to hold no word of the text; else what its code says.
 */
export function yamlProblemWords({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  return advice(message) ?? (quotesNothing.test(message) ? lowerFirst(message) : wordsOf[code]);
}

/** As `yamlProblemWords`, in the parser's own words where it quotes the text. */
export function yamlProblemMessage({ message }: Pick<YAMLError, 'message'>): string {
  return advice(message) ?? lowerFirst(message);
}

/** That a key stands twice, which the parser is told to allow. */
export const duplicateKey = 'this key is here twice; kubectl uses the last one';

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** What to do about a message. The parser's messages are those of yaml 2.9.1, compose/*.js and parse/parser.js. */
function advice(message: string): string | undefined {
  const [, collection, isNested, bracket] =
    /^Flow (map|sequence) (in block collection )?must (?:be sufficiently indented and )?end with a ([}\]])$/.exec(
      message,
    ) ?? [];
  if (bracket !== undefined) {
    const what = collection === 'map' ? 'a map that begins with {' : 'a list that begins with [';
    return `${what} is not closed: add ${bracket}${isNested === undefined ? '' : ', or indent it where it stands'}`;
  }
  const [, quote] = /^Missing closing (["'])quote$/.exec(message) ?? [];
  if (quote !== undefined) return `the text that begins with ${quote} is not closed: add ${quote}`;
  if (/^Unexpected (?:(?:single|double)-quoted-)?scalar (?:token|at node end)$/.test(message))
    return 'text is not allowed here: a comma, a colon or quotes may be missing before it';
  return entryOf(adviceOn, message);
}

const adviceOn: Readonly<Record<string, string>> = {
  'Implicit map keys need to be followed by map values': 'a colon is missing: a map has a key, a colon and a value',
  'Implicit keys need to be on a single line':
    'a key goes over several lines: a colon may be missing, or text needs quotes',
  'Nested mappings are not allowed in compact mappings':
    'a map begins where only a scalar is allowed: text with a colon and a space needs quotes',
  'Tabs are not allowed as indentation': 'a tab cannot indent a line: use spaces',
  'Sequence item without - indicator':
    'a list’s item without a dash: put "- " before it, or indent it as its list asks',
  'All mapping items must start at the same column': 'the keys of a map must all begin in the same column',
  'All sequence items must start at the same column': 'the dashes of a list must all stand in the same column',
  'Block scalar values in collections must be indented': 'the text below | or > must be indented deeper than its key',
  'Comments must be separated from other tokens by white space characters': 'a space is missing before #',
  'Missing space after : in flow map': 'a space is missing after the colon',
  'Missing , between flow map items': 'a comma is missing before this entry of the map',
  'Missing , between flow sequence items': 'a comma is missing before this item of the list',
  'Missing , or : between flow map items': 'a comma or a colon is missing here',
  'Missing , or : between flow sequence items': 'a comma or a colon is missing here',
};

const flow = 'flow (?:map|sequence)';

/** The parser's messages that hold no word of the text; a token is told by its type, or by the one character that it is. */
const quotesNothing = new RegExp(
  `^(?:${[
    'Block collection cannot start on same line with directives-end marker',
    'An alias node must not specify any properties',
    'Anchor cannot be an empty string',
    'Alias cannot be an empty string',
    'Alias ending in : is ambiguous',
    'Anchor ending in : is ambiguous',
    'Missing directives-end(?:/doc-start)? indicator line',
    'A block sequence may not be used as an implicit map key',
    'The : indicator must be at most 1024 chars after the start of an implicit (?:block mapping|flow sequence) key',
    'Missing newline after block sequence props',
    'Block scalars with more-indented leading empty lines must use an explicit indentation indicator',
    'Block scalar lines must not be less indented than their (?:explicit indentation indicator|first line)',
    'Tags and anchors must be separated from the next token by white space',
    'A node can have at most one (?:anchor|tag)',
    'Anchors and tags must be after the [-?:] indicator',
    'Flow end indicator should be more indented than parent',
    'Implicit keys of flow sequence pairs need to be on a single line',
    'Block collections are not allowed within flow collections',
    `Unexpected (?:,|empty item) in ${flow}`,
    `Unexpected [-?:] in (?:collection|${flow})`,
    'Unexpected [a-z-]{1,30} (?:token(?: in YAML (?:stream|document))?|at node end)',
    'Unexpected block-seq-ind on same line with key',
  ].join('|')})$`,
);

const wordsOf: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias cannot have a tag or an anchor of its own',
  BAD_ALIAS: 'this is the alias of an anchor that does not exist; text that begins with * or & needs quotes',
  BAD_COLLECTION_TYPE: 'the tag does not fit what it stands before',
  BAD_DIRECTIVE: 'this is not a YAML directive',
  BAD_DQ_ESCAPE: 'YAML has no such escape in double quotes; \\\\ is a backslash, and single quotes have no escapes',
  BAD_INDENT: 'the line is not indented like the lines around it',
  BAD_PROP_ORDER: 'an anchor or a tag stands before the indicator that it belongs after',
  BAD_SCALAR_START: 'text that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a map or a list is where only a scalar is allowed; text with a colon and a space needs quotes',
  BLOCK_IN_FLOW: 'a block cannot be inside braces or brackets',
  DUPLICATE_KEY: duplicateKey,
  IMPOSSIBLE: 'this is no YAML',
  KEY_OVER_1024_CHARS: 'the key is too long',
  MISSING_CHAR: 'a character is missing here: a colon, a comma, a space, a quote or a bracket',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; a colon may be missing, or text needs quotes',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'a second document begins here',
  MULTIPLE_TAGS: 'a value has two tags',
  NON_STRING_KEY: 'the key is no text',
  RESOURCE_EXHAUSTION: 'the values are nested too deep',
  TAB_AS_INDENT: 'a tab cannot indent a line; use spaces',
  TAG_RESOLVE_FAILED: 'the tag is not known; text that begins with ! needs quotes',
  UNEXPECTED_TOKEN: 'this character is not allowed here; the text may need quotes',
};
