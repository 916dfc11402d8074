import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** The texts that package.json refers to as %KEY%. */
export const packageTexts = (existsSync(join(root, 'package.nls.json')) ? readJson('package.nls.json') : {}) as Record<
  string,
  string
>;

/** package.json as VS Code has it: with the texts of package.nls.json. */
export const extensionManifest: unknown = withTexts(readJson('package.json'));

function withTexts(value: unknown): unknown {
  if (typeof value === 'string') {
    const [, key] = /^%([^%]+)%$/.exec(value) ?? [];
    return key === undefined ? value : packageTexts[key];
  }
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withTexts(entry)]));
}
