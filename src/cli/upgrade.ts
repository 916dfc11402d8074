import type { WrittenObject } from '../core/api/kubernetesObject';
import { asMeant, wordsOf } from '../core/explain/meaning/asMeant';
import { withTemplatesBack } from '../core/explain/meaning/templateWords';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { KubernetesVersion } from '../core/release/kubernetesRelease';
import { nearestVersion } from '../core/release/nearestVersion';
import { rowTold } from '../core/release/rowTold';
import { ageOf } from '../core/release/difference';
import { kubeletsOnly, newestVersion, versions } from '../core/release/versions';
import { changeLevels, type ChangeLevel } from '../core/upgrade/changeLevel';
import { upgradeMarkdown } from '../core/upgrade/upgradeMarkdown';
import { upgradeReport, type UpgradeOptions, type UpgradeReport } from '../core/upgrade/upgradeReport';
import { upgradeText } from '../core/upgrade/upgradeText';
import { checkWhatIfs } from './checkWhatIfs';
import { chosenCircumstances } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { textOf } from './files';
import { placeText, type ManifestFile } from './manifestFile';
import { manifestSource } from './manifestSource';
import { partText } from './parts';
import { shownValue } from './shownValue';
import { standingOf } from './simulation';

/** What `upgrade` prints, what it says beside that where the format has no place for it, and the most that changes, if anything does. */
interface Upgrade {
  text: string;
  notes: readonly string[];
  level: ChangeLevel | undefined;
}

/** `upgrade FILE|FOLDER --from A --to B`: what another release changes in the starts. */
export async function upgrade(target: string, flags: Flags): Promise<Upgrade> {
  const { format = 'text', kubernetes, from: earlier, to: later = newestVersion } = flags;
  if (format !== 'text' && format !== 'json' && format !== 'markdown')
    throw new CommandError(`--format is text, json or markdown, not ${shownValue(format)}`, 2);
  if (kubernetes !== undefined) throw new CommandError('upgrade takes --from and --to instead of --kubernetes', 2);
  if (earlier === undefined) throw new CommandError('upgrade needs --from, the release that runs now, such as 1.33', 2);
  const [from, to] = [releaseNamed('from', earlier), releaseNamed('to', later)];
  if (from.version === to.version)
    throw new CommandError(`--from and --to are the same release, ${from.version}: nothing changes`, 2);
  const found = await manifestSource(target, flags);
  if (typeof found === 'string') throw new CommandError(found.trimEnd());
  const { source, existing } = found;
  const { objects, parts } = standingOf(source.manifest, source.file, flags);
  const notes = [...from.notes, ...to.notes, ...found.notes, ...parts.map((part) => partText(part, source, textOf))];
  const isExact = flags.scenario !== undefined;
  const values = objects.map(({ value }) => (isExact ? value : asMeant(value)));
  const beside = isExact ? [] : existing.map(asMeant);
  if (values.length === 0) throw new CommandError(`${target}:1:1: there is nothing in it to start`);
  checkWhatIfs(flags, values);
  const placeOf = placesIn(source, objects, values);
  const steps = upgradeReport({
    ...(placeOf && { placeOf }),
    from: from.version,
    to: to.version,
    objects: values,
    existing: beside,
    circumstances: chosenCircumstances(flags),
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const words = isExact ? new Map<string, string>() : wordsOf([...values, ...beside]);
  const report = withTemplatesBack(step.value, words);
  const isText = format === 'text';
  return {
    text: written(report, target, format, isText ? notes : []),
    notes: isText ? [] : notes,
    level: highestLevel(report),
  };
}

function highestLevel({ groups }: UpgradeReport): ChangeLevel | undefined {
  return changeLevels.find((level) => groups.some(({ changes }) => changes.some((one) => one.level === level)));
}

function written(report: UpgradeReport, title: string, format: string, notes: readonly string[]): string {
  if (format === 'json') {
    const { from, to } = report;
    const groups = report.groups.map(({ rows, changes }) => ({
      rules: rows.map((row) => ({ row, ...rowTold(row, from, to) })),
      // Which of them a person is told together is nothing that a program asks.
      changes: changes.map((change) => ({ ...change, alike: undefined })),
    }));
    return `${JSON.stringify({ ...report, groups }, undefined, 2)}\n`;
  }
  if (format === 'markdown') return `${upgradeMarkdown(report, title)}\n`;
  return `${upgradeText(report)}${notes.length > 0 ? `\n${notes.join('')}` : ''}`;
}

/** The place of each object in the files of a folder; not needed for a single file. */
function placesIn(
  source: ManifestFile,
  objects: readonly ManifestObject[],
  values: readonly WrittenObject[],
): UpgradeOptions['placeOf'] {
  if (!source.parts || source.parts.length === 1) return undefined;
  const places = new Map(objects.map(({ range }, i) => [values[i], placeText(source, range.start)]));
  return (object) => places.get(object);
}

/** The oldest release of which more than the kubelet is known. */
const firstWhole = versions.find((version) => !kubeletsOnly.has(version))!;

/** A release that the simulation knows, and what is to be said if it is another one than was named. */
function releaseNamed(flag: string, text: string): { version: KubernetesVersion; notes: string[] } {
  const named = nearestVersion(text);
  if (!named) throw new CommandError(`--${flag} is a release such as 1.34, not ${shownValue(text)}`, 2);
  const { version, asked } = named;
  const isOlder = asked !== undefined && ageOf(asked) < ageOf(firstWhole);
  if (kubeletsOnly.has(version) || isOlder)
    throw new CommandError(
      `--${flag} ${asked ?? version}: releases are fully known only since ${firstWhole}, so upgrades from older ones cannot be compared`,
      2,
    );
  return {
    version,
    notes: asked === undefined ? [] : [`note: --${flag} ${asked} is not known; simulated as ${version}\n`],
  };
}
