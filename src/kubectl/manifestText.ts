import { declaredObject } from '../core/api/asDeclared';
import type { Manifest } from '../core/manifest/parseManifest';

/** A manifest as kubectl takes it, and whether an object has `generateName` alone, which only `create` makes. */
export function manifestText({ text, objects }: Manifest): { text: string; generated: boolean } {
  const generated = objects.some(({ value }) => {
    const { metadata } = declaredObject(value);
    return !metadata?.name && Boolean(metadata?.generateName);
  });
  return { text, generated };
}
