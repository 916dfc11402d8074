import type { ErrorCode } from 'yaml';

/** What is wrong with a text that is no YAML, by the parser's code, in words that quote nothing of it. */
export function yamlProblemWords(code: ErrorCode): string {
  return words[code] ?? 'this is no YAML';
}

const words: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias cannot have a tag or an anchor of its own',
  BAD_ALIAS: 'this is the alias of an anchor that is not there; text that begins with * or & needs quotes',
  BAD_COLLECTION_TYPE: 'the tag does not fit what it stands before',
  BAD_DIRECTIVE: 'this is no directive that YAML knows',
  BAD_DQ_ESCAPE: 'YAML has no such escape in double quotes; \\\\ is a backslash, and single quotes have no escapes',
  BAD_INDENT: 'the line does not stand as deep as the lines around it ask for',
  BAD_PROP_ORDER: 'an anchor or a tag stands before the indicator that it belongs behind',
  BAD_SCALAR_START: 'text that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a map or a list stands where only a scalar can; text with a colon and a blank needs quotes',
  BLOCK_IN_FLOW: 'a block cannot stand inside of braces or brackets',
  DUPLICATE_KEY: 'this key stands here twice',
  IMPOSSIBLE: 'this is no YAML',
  KEY_OVER_1024_CHARS: 'the key is too long',
  MISSING_CHAR: 'a character is missing here: a colon, a comma, a blank, a quote or a bracket',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; a colon may be missing, or text needs quotes',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'a second document begins here',
  MULTIPLE_TAGS: 'a value has two tags',
  NON_STRING_KEY: 'the key is no text',
  RESOURCE_EXHAUSTION: 'the values are nested too deep',
  TAB_AS_INDENT: 'a tab cannot indent a line; use blanks',
  TAG_RESOLVE_FAILED: 'the tag is not known; text that begins with ! needs quotes',
  UNEXPECTED_TOKEN: 'this character cannot stand here; the text may need quotes',
};
