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
