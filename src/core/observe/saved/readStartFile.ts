import { isMap } from '../../isMap';
import { jsonEndsEarly } from '../../jsonEndsEarly';
import { valueAt } from '../../path';
import type { Evidence } from '../evidence/evidence';
import { schemaProblem } from './jsonSchema';
import { SavedOutputError } from './savedOutputError';
import { knownEvidence, startFileSchema, startFileVersion } from './startFileSchema';

/** How the name of a saved start ends. */
export const startFileEnding = '.podstart.json';

/** Whether a text is meant as a saved start: it begins as one does, or its file is called so. */
export function isStartFile(text: string, name = ''): boolean {
  return name.endsWith(startFileEnding) || beginsAsStart.test(text.slice(0, 400));
}

/** A byte order mark, and what other programs may put before the format. */
const beginsAsStart =
  /^\uFEFF?\s{0,50}\{\s{0,50}(?:"\$schema"\s{0,50}:\s{0,50}"[^"]{0,200}"\s{0,50},\s{0,50})?"format"\s{0,50}:\s{0,50}"podstart"/;

/**
 * The evidence of a saved start, and what of it was watched. What a newer version of the form has beside it is passed over,
 * and said so as evidence that is not read.
 * @throws SavedOutputError for a text that is cut, of a newer form, or not what the schema says; it quotes nothing of the text
 */
export function readStartFile(text: string): Evidence[] {
  const value = parsed(text.replace(/^\uFEFF/, ''));
  if (!isMap(value) || value['format'] !== 'podstart')
    throw new SavedOutputError('it is not a saved start: its format is not podstart');
  const { isNewer } = readVersion(value['version']);
  if (isTooDeep(value)) throw new SavedOutputError('its values are nested too deep');
  const problem = schemaProblem(value, startFileSchema);
  if (problem !== undefined)
    throw new SavedOutputError(`it is not a complete saved start: ${problem}. Save the start again`);
  const { evidence, watched } = value as unknown as Read;
  const known = evidence.filter(({ kind }) => knownEvidence.has(kind));
  const left = evidence.length - known.length;
  return [
    { ...watched, ...(watched.uids && { beside: besideOf(known, watched.uids) }), kind: 'watched' },
    ...known,
    ...(left > 0
      ? [
          {
            kind: 'denied' as const,
            what: `${left} of ${evidence.length} pieces of evidence`,
            text: isNewer ? 'a newer Pod Startup saved them; update Pod Startup to read them' : 'there is no such kind',
          },
        ]
      : []),
  ];
}

/** The pods that the start is not of. */
function besideOf(evidence: Read['evidence'], uids: readonly string[]): string[] {
  const shown = new Set(uids);
  const all = evidence.flatMap((each) => {
    const uid = each.kind === 'object' && each.object.kind === 'Pod' && valueAt(each.object, ['metadata', 'uid']);
    return typeof uid === 'string' && !shown.has(uid) ? [uid] : [];
  });
  return [...new Set(all)];
}

/** A value that the schema describes. */
interface Read {
  watched: Omit<Extract<Evidence, { kind: 'watched' }>, 'kind' | 'beside'>;
  evidence: Exclude<Evidence, { kind: 'watched' }>[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SavedOutputError(
      jsonEndsEarly(text)
        ? `it ends early, after ${text.trimEnd().length} characters: save the start again, or copy the whole file`
        : 'it is not a saved start: it is not JSON',
    );
  }
}

function readVersion(version: unknown): { isNewer: boolean } {
  const [shown, major, minor] = (typeof version === 'string' && /^(\d{1,4})\.(\d{1,4})$/.exec(version)) || [];
  if (major === undefined) throw new SavedOutputError('it is not a saved start: it has no version, such as 1.0');
  const { major: own, minor: ownMinor } = startFileVersion;
  if (Number(major) > own)
    throw new SavedOutputError(
      `a newer Pod Startup saved it, in version ${shown} of the format; this one reads version ${own}: update Pod Startup`,
    );
  if (Number(major) < own)
    throw new SavedOutputError(`it has version ${shown} of the format, which never existed: the first is 1.0`);
  return { isNewer: Number(minor) > ownMinor };
}

/** Nothing that a cluster saves is as deep; what is deeper could not be walked. */
const maxDepth = 200;

/** Whether values lie too deep to be walked. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > maxDepth || Object.values(value).some((entry) => isTooDeep(entry, depth + 1));
}
