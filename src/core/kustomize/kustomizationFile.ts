/** The names that a kustomization's file may have. */
export const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a file is a kustomization, by its name. */
export function isKustomizationFile(path: string): boolean {
  return fileNames.includes(path.slice(path.lastIndexOf('/') + 1));
}
