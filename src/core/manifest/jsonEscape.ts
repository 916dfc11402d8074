/**
 * Where the first escape stands that JSON has and kubectl's YAML has not (go.yaml.in/yaml/v2 scannerc.go): `\\/`, and halves
 * of surrogate pairs. -1 where none does.
 *
 * @param source a text in double quotes, as it is written
 */
export function jsonEscape(source: string): number {
  for (let at = source.indexOf('\\'); at >= 0; at = source.indexOf('\\', at + 2)) {
    const next = source[at + 1];
    if (next === '/' || (next === 'u' && /^[dD][89a-fA-F]/.test(source.slice(at + 2, at + 4)))) return at;
  }
  return -1;
}
