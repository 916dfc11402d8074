import { readFileSync } from 'node:fs';

/** The program's version, as its package.json has it: that is above the file, or above the folder of its parts. */
export function version(): string {
  return versionIn('../package.json') ?? versionIn('../../package.json') ?? 'unknown';
}

function versionIn(file: string): string | undefined {
  try {
    const told: { name?: string; version?: string } = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
    return told.name === 'pod-startup' ? told.version : undefined;
  } catch {
    return undefined;
  }
}
