import { longestMessage, OversizedMessage } from '../../../cri/oversizedMessage';

/**
 * Replaces `$(NAME)` by what `lookup` says of NAME; `$$` is a dollar sign. A name that is not known, or a
 * reference that is not closed, stays as it was written.
 * third_party/forked/golang/expansion/expand.go, 1.37.
 *
 * @param room how long the result may be: variables of variables double from line to line
 * @throws OversizedMessage for a longer one
 */
export function expand(input: string, lookup: (name: string) => string | undefined, room = longestMessage): string {
  let dollar = input.indexOf('$');
  if (dollar < 0) return input;
  let output = '';
  let done = 0;
  for (; dollar >= 0 && dollar + 1 < input.length; dollar = input.indexOf('$', done)) {
    output += input.slice(done, dollar);
    if (output.length > room) throw new OversizedMessage(longestMessage - room + output.length);
    const next = input[dollar + 1];
    const end = next === '(' ? input.indexOf(')', dollar + 2) : -1;
    if (end >= 0) {
      const name = input.slice(dollar + 2, end);
      output += lookup(name) ?? `$(${name})`;
      done = end + 1;
    } else {
      const width = next === '$' || next === '(' ? 1 : String.fromCodePoint(input.codePointAt(dollar + 1)!).length;
      output += next === '$' ? '$' : input.slice(dollar, dollar + 1 + width);
      done = dollar + 1 + width;
    }
  }
  output += input.slice(done);
  if (output.length > room) throw new OversizedMessage(longestMessage - room + output.length);
  return output;
}
