import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckSeverity } from '../core/explain/check/checkFinding';
import { rulePage, ruleText, type RuleName } from '../core/explain/check/ruleTable';
import { fileLine, type PlacedFinding } from './placedFinding';

const levels: Readonly<Record<CheckSeverity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * The findings as a log in SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), which code scanning takes.
 *
 * @param accepted those of the baseline: they are told as suppressed
 * @param version of the program
 */
export function sarif(findings: readonly PlacedFinding[], accepted: readonly PlacedFinding[], version: string): string {
  const all = [...findings, ...accepted];
  const names = [...new Set(all.map(({ name }) => name))].sort();
  const times = new Map<string, number>();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pod-startup', version, semanticVersion: version, rules: names.map(rule) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(process.cwd()).href}/` } },
        results: all.map((finding, i) => ({
          ...result(finding, names),
          partialFingerprints: { 'podStartup/v1': fingerprint(finding, times) },
          ...(i >= findings.length && { suppressions: [{ kind: 'external', status: 'accepted' }] }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(name: RuleName): object {
  const text = ruleText(name);
  return {
    id: name,
    name,
    shortDescription: { text: name.replaceAll('-', ' ') },
    fullDescription: { text },
    help: { text: `${text} (${rulePage(name)})`, markdown: `${text} See \`${rulePage(name)}\`.` },
  };
}

function result(finding: PlacedFinding, names: readonly RuleName[]): object {
  const { name, severity, message, next, fix, source, end, subject } = finding;
  const place = fileLine(finding);
  const artifactLocation = artifactOf(place.file);
  const { line, column } = place;
  const region = line !== undefined && {
    region: {
      startLine: line,
      ...(column !== undefined && { startColumn: column }),
      ...(end && { endLine: end.line, endColumn: end.column }),
    },
  };
  const regionAt = (start: number, stop: number): object => {
    const [from, to] = [source.manifest.positionAt(start), source.manifest.positionAt(stop)];
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  };
  return {
    ruleId: name,
    ruleIndex: names.indexOf(name),
    level: levels[severity],
    message: { text: next === undefined ? message : `${message} Next: ${next}.` },
    locations: [
      {
        physicalLocation: { artifactLocation, ...region },
        ...(subject !== '' && { logicalLocations: [{ name: subject, kind: 'object' }] }),
      },
    ],
    ...(fix && {
      fixes: [
        {
          description: { text: fix.title },
          artifactChanges: [
            {
              artifactLocation,
              replacements: fix.edits.map(({ range, text }) => ({
                deletedRegion: regionAt(range.start, range.end),
                insertedContent: { text },
              })),
            },
          ],
        },
      ],
    }),
  };
}

/** What a finding is known by when lines have moved; of several that say the same, each has a number. */
function fingerprint({ name, subject, message }: PlacedFinding, times: Map<string, number>): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, subject, message]))
    .digest('hex');
  const time = (times.get(hash) ?? 0) + 1;
  times.set(hash, time);
  return `${hash}:${time}`;
}

/** Within the folder in which the program runs relative to it, else absolute. */
function artifactOf(file: string): object {
  if (file === '-') return { uri: 'stdin' };
  const path = relative(process.cwd(), resolve(file)).replaceAll('\\', '/');
  if (path.startsWith('..') || isAbsolute(path)) return { uri: pathToFileURL(resolve(file)).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}
