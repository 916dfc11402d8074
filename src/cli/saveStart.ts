import { accessSync, constants, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { entryOf } from '../core/entryOf';
import { textAt } from '../core/manifest/textAt';
import type { Observation, TraceSelection } from '../core/observe/observation';
import { startFile } from '../core/observe/startFile';
import { CommandError } from './commandError';
import { warn } from './print';

/** Sees before a start is watched that its file can be written. Throws CommandError. */
export function canSave(file: string | undefined): void {
  if (file !== undefined) writing(file, () => accessSync(dirname(file), constants.W_OK));
}

/** Saves a start as a file, whole or not at all, and says so on standard error. Throws CommandError. */
export function saveStart(file: string, observation: Observation, selection?: TraceSelection): void {
  const text = startFile(observation, selection);
  const half = `${file}.${process.pid}`;
  writing(file, () => {
    try {
      writeFileSync(half, text);
      renameSync(half, file);
    } catch (error) {
      rmSync(half, { force: true });
      throw error;
    }
  });
  warn(`saved: ${file}\n`);
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reasons = {
      ENOENT: 'there is no such folder',
      ENOTDIR: 'its folder is a file',
      EISDIR: 'it is a folder',
      EACCES: 'there is no permission to write it',
      EROFS: 'there is no permission to write it',
      ENOSPC: 'there is no room left',
    };
    throw new CommandError(`${file}: not saved: ${entryOf(reasons, textAt(error, ['code'])) ?? String(error)}`);
  }
}
