/**
 * Whether a pattern of `*`, `?`, `[a-z]`, `[^a-z]` and `\x` matches the whole text, as Go's filepath.Match tells it;
 * a bad pattern matches nothing. Takes time in proportion to pattern × text at most.
 */
export function globMatches(glob: string, text: string): boolean {
  const tokens = tokensOf(glob);
  if (!tokens) return false;
  let token = 0;
  let at = 0;
  // Where to go on when the last star has to take one character more.
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === '*') {
      star = token++;
      taken = at;
    } else if (wanted?.(text[at]!)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++taken;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}

type Token = '*' | ((char: string) => boolean);

function tokensOf(glob: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  /** One character, or the one that a backslash stands before. */
  const char = (): string | undefined => (glob[at] === '\\' ? glob[(at += 2) - 1] : glob[at++]);
  /** One end of a range, which `-` and `]` are not. */
  const end = (): string | undefined => (glob[at] === '-' || glob[at] === ']' ? undefined : char());
  while (at < glob.length) {
    const special = glob[at];
    if (special === '*') {
      at++;
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (special === '?') {
      at++;
      tokens.push(() => true);
    } else if (special === '[') {
      at++;
      const isNegated = glob[at] === '^';
      if (isNegated) at++;
      const ranges: [string, string][] = [];
      while (glob[at] !== ']' || ranges.length === 0) {
        const low = end();
        if (low === undefined) return undefined;
        let high: string | undefined = low;
        if (glob[at] === '-') {
          at++;
          high = end();
        }
        if (high === undefined) return undefined;
        ranges.push([low, high]);
      }
      at++;
      tokens.push((given) => ranges.some(([low, high]) => low <= given && given <= high) !== isNegated);
    } else {
      const literal = char();
      if (literal === undefined) return undefined;
      tokens.push((given) => given === literal);
    }
  }
  return tokens;
}
