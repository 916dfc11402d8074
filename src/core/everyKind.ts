/** Stands where a switch has handled every kind: a new one does not compile until it is handled there, too. */
export function everyKind(none: never): never {
  throw new TypeError(`this kind is not known: ${JSON.stringify(none)}`);
}
