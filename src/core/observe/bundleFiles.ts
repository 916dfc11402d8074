/**
 * Whether a file of a folder that a cluster was saved into is read, by its name: kubectl cluster-info dump
 * --output-directory writes NAMESPACE/pods.json, events.json and NAMESPACE/POD/logs.txt; other tools write *.log.
 */
export function isOfBundle(name: string): boolean {
  return /\.(?:json|log)$|^logs.*\.txt$/.test(name);
}

/** Whether a file has the pods of such a folder. */
export function hasBundlePods(name: string): boolean {
  return name === 'pods.json';
}

/**
 * Which files of such a folder are read: all with objects, and then logs, which tell least where there is no room for all.
 *
 * @param mostLogs how many logs are read
 * @returns what is read, objects first, and what is not, in words
 */
export function readOfBundle<T extends { path: string }>(
  files: readonly T[],
  mostLogs: number,
): { files: T[]; left: string[] } {
  const logs = files.filter(({ path }) => !path.endsWith('.json'));
  const more = logs.length - mostLogs;
  return {
    files: [...files.filter(({ path }) => path.endsWith('.json')), ...logs.slice(0, mostLogs)],
    left: more > 0 ? [`${more} of ${logs.length} logs: ${mostLogs} are read at most`] : [],
  };
}
