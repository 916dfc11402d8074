import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asError } from '../core/asError';
import { textAt } from '../core/manifest/textAt';
import { crictlExport, staysInside } from '../core/crictl/crictlExport';
import type { ExportedFile } from '../core/crictl/replayFiles';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { existingBeside } from './existingBeside';
import { warn } from './print';
import { readManifest } from './readInput';
import { refuseWithoutPods } from './makesPods';
import { simulateObjects, standingOf } from './simulation';

/** `crictl FILE --out DIR`: writes what crictl takes to start the pods as their kubelet would. */
export function crictl(file: string, flags: Flags): string {
  const { out, revealSecrets = false } = flags;
  if (out === undefined) throw new CommandError('crictl needs --out DIR, a folder to write into', 2);
  const manifest = readManifest(file);
  const { objects } = standingOf(manifest, file, flags);
  refuseWithoutPods(objects, file);
  const existing = flags.scenario === undefined ? existingBeside(file).objects : [];
  const { simulation, words } = simulateObjects(objects, flags, { existing, text: manifest.text, revealSecrets });
  const { pods, files, scripts, notes } = crictlExport(simulation, words);
  if (pods.length === 0) {
    const source = { manifest, file };
    const why = diagnosesText(simulation.trace, source);
    warn(why);
    throw new CommandError(
      `${file}:1:1: no pod in it reaches a container runtime${why === '' ? '' : ', for the reason above'}`,
    );
  }
  write(out, files);
  return [
    `${pods.join(', ')}: ${files.length} files in ${out}\n`,
    ...scripts.map((script) => `as root on a node: sh ${join(out, script)} up\n`),
    ...simulation.trace.assumptions.map(({ what }) => `assumed: ${what}\n`),
    ...notes.map((note) => `note: ${note}\n`),
  ].join('');
}

/** Writes files into a folder that is not there or is empty. Throws CommandError. */
function write(folder: string, files: readonly ExportedFile[]): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0)
      throw new CommandError(`${folder} is not empty: nothing is written there. Name another folder with --out`);
    for (const { path, content } of files) {
      if (!staysInside(path)) throw new CommandError(`${path} does not stay in the folder: it is not written`);
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      // Values of Secrets are for their owner alone.
      const bytes = 'text' in content ? Buffer.from(content.text) : Buffer.from(content.base64, 'base64');
      writeFileSync(target, bytes, { mode: 0o600, flag: 'wx' });
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${folder} cannot be written: ${textAt(error, ['code']) || asError(error).message}`);
  }
}
