import type { Path } from '../path';

/** The steps of a path in the API server's notation: `spec.containers[0].env[1].name`, `metadata.labels[a.b/c]`. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/([^.[\]]+)|\[([^\]]*)(?:\]|$)/g)].map(([, name, bracket]) => {
    if (name !== undefined) return name;
    return /^\d+$/.test(bracket ?? '') ? Number(bracket) : (bracket ?? '').replace(/^"|"$/g, '');
  });
}
