// The files in dist/ that belong to an entry, as the last build wrote them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** The entries, and what they load at once or later, from the root on. */
export function builtFiles(...entries) {
  const { outputs } = JSON.parse(readFileSync(join(root, 'out/meta/node.json'), 'utf8'));
  const files = new Set(entries);
  for (const file of files) for (const { path } of outputs[file].imports) if (outputs[path]) files.add(path);
  return [...files];
}
