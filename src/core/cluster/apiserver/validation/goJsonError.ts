const escapes = '"\\/bfnrt';

/**
 * Why a text is not a JSON object, in the words of Go's encoding/json (scanner.go) for a map; undefined where it is one.
 */
export function goJsonError(text: string): string | undefined {
  let at = 0;
  const space = (): void => {
    while (' \t\r\n'.includes(text[at] ?? '-')) at++;
  };
  const fail = (context: string): never => {
    const char = text[at];
    if (char === undefined) throw new Error('unexpected end of JSON input');
    const shown = char === "'" ? String.raw`'\''` : char === '"' ? `'"'` : `'${JSON.stringify(char).slice(1, -1)}'`;
    throw new Error(`invalid character ${shown} ${context}`);
  };
  const string = (): void => {
    for (at++; text[at] !== '"'; at++) {
      if ((text[at] ?? '\0') < ' ') fail('in string literal');
      if (text[at] !== '\\') continue;
      at++;
      if (text[at] === 'u') {
        for (let i = 0; i < 4; i++)
          if (!/[0-9a-fA-F]/.test(text[++at] ?? '')) fail('in \\u hexadecimal character escape');
      } else if (!escapes.includes(text[at] ?? '-')) fail('in string escape code');
    }
    at++;
  };
  const digits = (context: string): void => {
    if (!/\d/.test(text[at] ?? '')) fail(context);
    while (/\d/.test(text[at] ?? '')) at++;
  };
  const number = (): void => {
    if (text[at] === '-') at++;
    if (text[at] === '0') at++;
    else digits('in numeric literal');
    if (text[at] === '.') {
      at++;
      digits('after decimal point in numeric literal');
    }
    if (!/[eE]/.test(text[at] ?? '')) return;
    at++;
    if (/[+-]/.test(text[at] ?? '')) at++;
    digits('in exponent of numeric literal');
  };
  const members = (end: string, what: string, read: () => void): void => {
    at++;
    space();
    if (text[at] !== end) {
      for (;;) {
        read();
        space();
        if (text[at] !== ',') break;
        at++;
        space();
      }
      if (text[at] !== end) fail(`after ${what}`);
    }
    at++;
  };
  const value = (): void => {
    space();
    const char = text[at] ?? '';
    const literal = ['true', 'false', 'null'].find((word) => word.startsWith(char || '-'));
    if (char === '{')
      members('}', 'object key:value pair', () => {
        if (text[at] !== '"') fail('looking for beginning of object key string');
        string();
        space();
        if (text[at] !== ':') fail('after object key');
        at++;
        value();
      });
    else if (char === '[') members(']', 'array element', value);
    else if (char === '"') string();
    else if (/[-\d]/.test(char)) number();
    else if (literal)
      for (const expected of literal) {
        if (text[at] !== expected) fail(`in literal ${literal} (expecting '${expected}')`);
        at++;
      }
    else fail('looking for beginning of value');
  };
  try {
    value();
    space();
    if (at < text.length) fail('after top-level value');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const read: unknown = JSON.parse(text);
  if (read === null || (typeof read === 'object' && !Array.isArray(read))) return undefined;
  const kind = Array.isArray(read) ? 'array' : typeof read === 'boolean' ? 'bool' : typeof read;
  return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
}
