/** Of the values that Kubernetes takes for a field with a few choices, another one (core/v1/types.go, 1.37). */
const choices: ReadonlyMap<unknown, string> = new Map([
  ['Always', 'Never'],
  ['ClusterFirst', 'Default'],
  ['Default', 'Unmasked'],
  ['Disabled', 'IfPossible'],
  ['File', 'FallbackToLogsOnError'],
  ['IfNotPresent', 'Always'],
  ['Merge', 'Strict'],
  ['None', 'HostToContainer'],
  ['NotRequired', 'RestartContainer'],
  ['PreemptLowerPriority', 'Never'],
  ['TCP', 'UDP'],
]);

/** Another choice than the value, where it is one of a few; undefined for all other values. */
export function otherChoice(value: unknown): string | undefined {
  return choices.get(value);
}
