/**
 * Whose start a diagram shows, '' for all of it: the pod that was chosen, where it is there, else the first of several.
 *
 * @param chosen a pod's name, '' for all
 */
export function podToShow(pods: readonly string[], chosen: string | undefined): string {
  if (chosen !== undefined && (chosen === '' || pods.includes(chosen))) return chosen;
  return pods.length > 1 ? (pods[0] ?? '') : '';
}
