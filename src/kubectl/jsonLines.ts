/**
 * Splits a stream of JSON values, one a line as the API server writes a watch, into the values: the returned function
 * takes text as it arrives. Throws where a line is not JSON, and as soon as one can not become it.
 */
export function jsonLines(onValue: (value: unknown) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onValue(JSON.parse(line));
    if (/^\s*[^\s{]/.test(rest)) throw new SyntaxError(rest.trim().slice(0, 120));
  };
}
