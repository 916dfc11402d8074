/** Random values that are the same for the same seed: uids and generated names. */
export interface Random {
  /** A whole number from 0 to below `n`. */
  int(n: number): number;
  /** A version 4 UUID. */
  uid(): string;
  /**
   * `length` characters of those that Kubernetes generates names from.
   */
  suffix(length: number): string;
  /** `length` hexadecimal digits. */
  hex(length: number): string;
}

/** What Kubernetes generates names from (alphanums of k8s.io/apimachinery/pkg/util/rand/rand.go, 0.37). */
export const alphanums = 'bcdfghjklmnpqrstvwxz2456789';

/** The generator mulberry32: small, fast, and good enough for names. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (n: number): number => Math.floor(next() * n);
  const hex = (length: number): string => {
    let text = '';
    for (; text.length < length;) text += (int(0x10000000) + 0x10000000).toString(16).slice(1);
    return text.slice(0, length);
  };
  return {
    int,
    hex,
    uid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[int(4)]}${hex(3)}-${hex(12)}`,
    suffix: (length) => {
      let text = '';
      for (let i = 0; i < length; i++) text += alphanums[int(alphanums.length)];
      return text;
    },
  };
}
