/** The eight groups of an IPv6 address; undefined where it is none. */
export function ipv6Groups(text: string): number[] | undefined {
  if (!text.includes(':') || text.split('::').length > 2) return undefined;
  const sides = text.split('::').map((side) => (side === '' ? [] : side.split(':')));
  const last = sides.at(-1)!;
  const v4 = last.at(-1);
  if (v4?.includes('.')) {
    const bytes = v4.split('.').map(Number);
    if (bytes.length !== 4 || bytes.some((byte) => !(byte <= 255))) return undefined;
    last.splice(-1, 1, ((bytes[0]! << 8) | bytes[1]!).toString(16), ((bytes[2]! << 8) | bytes[3]!).toString(16));
  }
  const [head = [], tail] = sides;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const all = tail ? [...head, ...Array<string>(missing).fill('0'), ...tail] : head;
  return all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? all.map((group) => Number.parseInt(group, 16))
    : undefined;
}
