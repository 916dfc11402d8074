/** The spans of containerd that tell the parts of a pull, and what their end means. */
export const pullSpans = {
  /** The manifest and the image's description are there; layers come within the next one. */
  'pull.fetch': 'answered',
  /** Of each layer one: it has come, and is unpacked. */
  'pkg.unpack.unpacker.fetchLayer': 'fetched',
} as const;

export type PullSpan = keyof typeof pullSpans;

/** What the evidence of a call says of such an end. */
export function endOfSpan(name: PullSpan): string {
  return `end of span ${name}`;
}
