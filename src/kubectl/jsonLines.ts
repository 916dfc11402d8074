/** Characters that a line may have; etcd holds no object that is a tenth of it. */
const longestLine = 64_000_000;

/**
 * Splits a stream of JSON values, one a line as the API server writes a watch, into the values: the returned function
 * takes text as it arrives. Throws where a line is not JSON, and as soon as one can not become it.
 */
export function jsonLines(onValue: (value: unknown) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const end = text.lastIndexOf('\n');
    const lines = end < 0 ? [] : (rest + text.slice(0, end)).split('\n');
    rest = end < 0 ? rest + text : text.slice(end + 1);
    for (const line of lines) if (line.trim() !== '') onValue(JSON.parse(line));
    const start = rest.trimStart();
    if (start !== '' && !start.startsWith('{')) throw new SyntaxError(start.slice(0, 120));
    if (rest.length > longestLine) throw new SyntaxError(`a line of more than ${longestLine} characters`);
  };
}
