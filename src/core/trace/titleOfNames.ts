/** So many names a title has; of more, the first ones. */
const most = 6;
const first = 3;

/** `Deployment web, Job nightly`; of many `Pod a, Pod b, Pod c and 297 more`. */
export function titleOfNames(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, first).join(', ')} and ${names.length - first} more`;
}
