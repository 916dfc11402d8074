import { editDistance } from '../editDistance';
import { fieldsOf } from './schemaField';

/** A field that a name may have meant. */
export interface NearField {
  field: string;
  /** That a letter or two is all that differs, and from no other field as little. */
  isSlip: boolean;
}

/**
 * The field of the definition that a name may have meant. What differs by the fewest letters, whatever their case, comes
 * first: `subPathExprr` is no `subPath`. Then the one that the name begins or goes on from, as a guess. Undefined where
 * none is near.
 */
export function didYouMean(definition: string, name: string): NearField | undefined {
  const written = name.toLowerCase();
  const near = Object.keys(fieldsOf(definition) ?? {})
    .map((field) => ({ field, distance: editDistance(written, field.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  if (!first) return undefined;
  if (first.distance <= Math.min(2, Math.floor(name.length / 4)))
    return { field: first.field, isSlip: first.distance < (second?.distance ?? Infinity) };
  const guess = begunBy(near, written) ?? nearEnough(first, written) ?? goneOnFrom(near, written);
  return guess && { field: guess.field, isSlip: false };
}

interface Distant {
  field: string;
  distance: number;
}

/** The one field that is not written to its end. */
function begunBy(near: readonly Distant[], written: string): Distant | undefined {
  const begun = near.filter(({ field }) => written.length > 2 && field.toLowerCase().startsWith(written));
  return begun.length === 1 ? begun[0] : undefined;
}

function nearEnough(first: Distant, written: string): Distant | undefined {
  return first.distance <= Math.max(2, Math.floor(written.length / 4)) ? first : undefined;
}

/** `environment` for `env`: the longest field that the name begins with. */
function goneOnFrom(near: readonly Distant[], written: string): Distant | undefined {
  return near
    .filter(({ field }) => field.length > 2 && written.startsWith(field.toLowerCase()))
    .sort((a, b) => b.field.length - a.field.length)[0];
}
