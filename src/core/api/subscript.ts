/**
 * The parts of a downward API's path with a subscript, `metadata.labels['app']`; undefined for one without.
 * SplitMaybeSubscriptedPath, pkg/fieldpath/fieldpath.go, 1.37.
 */
export function subscript(fieldPath: string): { field: string; key: string } | undefined {
  const open = fieldPath.indexOf("['");
  return open > 0 && open + 2 <= fieldPath.length - 2 && fieldPath.endsWith("']")
    ? { field: fieldPath.slice(0, open), key: fieldPath.slice(open + 2, -2) }
    : undefined;
}
