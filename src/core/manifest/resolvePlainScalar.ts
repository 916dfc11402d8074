const words = new Map<string, boolean | null>([
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
]);
for (const word of ['y', 'yes', 'true', 'on']) for (const form of cases(word)) words.set(form, true);
for (const word of ['n', 'no', 'false', 'off']) for (const form of cases(word)) words.set(form, false);

const longestWord = Math.max(...[...words.keys()].map(({ length }) => length));
/** By its code, whether a character begins one of the words. */
const beginsWord = new Uint8Array(128);
for (const word of words.keys()) beginsWord[word.charCodeAt(0)] = 1;

function cases(word: string): string[] {
  return [word, word[0]?.toUpperCase() + word.slice(1), word.toUpperCase()];
}

/**
 * The value of an unquoted scalar as kubectl reads it: YAML 1.1's `y`, `on`, `0644`, `1_000` and `.inf`, but no base 60
 * (go.yaml.in/yaml/v2 `resolve.go`, which Kubernetes 1.37 uses through sigs.k8s.io/yaml). A date stays text.
 */
export function resolvePlainScalar(source: string): string | number | boolean | null {
  if (source === '') return null;
  const first = source.charCodeAt(0);
  const word = source.length <= longestWord && beginsWord[first] === 1 ? words.get(source) : undefined;
  if (word !== undefined) return word;
  const isDigit = first >= 48 && first <= 57;
  if (!isDigit && first !== 43 && first !== 45 && first !== 46) return source;
  const plain = first === 46 ? source : source.replaceAll('_', '');
  const int = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(plain);
  if (int) {
    const digits = int[2] ?? '';
    const value = /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
    // What is no number of 64 bits is text, unless it can be read as a float.
    if (value >= 2 ** 64 && /^0[xXbBoO]/.test(digits) && BigInt(digits) >= 1n << 64n) return source;
    return int[1] === '-' && value !== 0 ? -value : value;
  }
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) {
    const value = Number(plain);
    return Number.isFinite(value) ? value : source;
  }
  const special = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(source);
  if (special) return special[1] === '-' ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(source) ? NaN : source;
}
