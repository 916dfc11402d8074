import { entryOf } from './entryOf';

/** The way from an object's root to a value: field names, map keys and list indexes. */
export type Path = readonly (string | number)[];

/**
 * The path as people write it: `spec.containers[0].image`, `metadata.labels["app.kubernetes.io/name"]`.
 * The root is an empty text.
 */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[A-Za-z_][\w-]*$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text ? `.${step}` : step;
  }
  return text;
}

export function isSamePath(a: Path, b: Path): boolean {
  return a.length === b.length && startsWithPath(a, b);
}

/** Whether `path` is `prefix` or lies below it. */
export function startsWithPath(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, i) => path[i] === step);
}

/** The value at the path, or undefined where the way ends before. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = entryOf(value, step);
  }
  return value;
}
