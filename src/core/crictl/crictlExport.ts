import type { Simulation } from '../cluster/simulate/simulate';
import type { TemplateWords } from '../explain/meaning/templateWords';
import { replayFiles, type ExportedFile } from './replayFiles';
import { replaysOf } from './replay';

/** What is written for crictl: of one pod in the folder itself, of several in a folder for each. */
export interface CrictlExport {
  /** By namespace and name: `shop/web`; none where no pod of the start came to a node. */
  pods: string[];
  files: ExportedFile[];
  /** Where the scripts are: `replay.sh`, or `web/replay.sh`. */
  scripts: string[];
  /** What is not as on a node, in sentences. */
  notes: string[];
}

/**
 * A start as files that crictl takes.
 * @param words what stands in for template expressions; it stays, as what is in a script must be quoted, and notes tell it
 */
export function crictlExport(
  simulation: Pick<Simulation, 'calls' | 'watch' | 'setUpFor'>,
  words: TemplateWords = new Map(),
): CrictlExport {
  const replays = replaysOf(simulation);
  const made: CrictlExport = { pods: [], files: [], scripts: [], notes: [] };
  const taken = new Set<string>();
  for (const replay of replays) {
    const { namespace = '', name = '' } = replay.pod.metadata ?? {};
    const folder = replays.length === 1 ? '' : `${taken.has(name) ? `${namespace}_` : ''}${name}/`;
    taken.add(name);
    const { files, notes } = replayFiles(replay, words);
    made.pods.push(`${namespace}/${name}`);
    made.scripts.push(`${folder}replay.sh`);
    for (const file of files) made.files.push({ ...file, path: folder + file.path });
    for (const note of notes) made.notes.push(replays.length === 1 ? note : `${name}: ${note}`);
  }
  return made;
}

/** Whether a path stays in its folder, on any machine: what names files is text of others. */
export function staysInside(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).includes('..');
}
