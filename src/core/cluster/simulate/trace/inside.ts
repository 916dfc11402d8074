import type { Draft } from './draft';

/** A message inside of another: about the same, from one share of its time to another, with the same end. */
export function inside(
  outer: Draft,
  [from, to]: readonly [number, number],
  message: Pick<Draft, 'from' | 'to' | 'protocol' | 'method' | 'request' | 'response'>,
): Draft {
  const { at, until, subject, node, outcome } = outer;
  const took = until - at;
  return {
    ...message,
    ...(subject && { subject }),
    ...(node !== undefined && { node }),
    at: at + took * from,
    until: at + took * to,
    outcome,
    outer,
  };
}
