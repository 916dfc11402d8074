import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo } from '../../src/cli/answers/answerTo';
import { comparisonText } from '../../src/cli/comparisonText';
import { CommandError } from '../../src/cli/commandError';
import type { Flags } from '../../src/cli/commandLine';
import { crictl } from '../../src/cli/crictl';
import { explain } from '../../src/cli/explain';
import { hover as cliHover } from '../../src/cli/hover';
import { fileWorld } from '../../src/cli/mcp/fileWorld';
import { observe } from '../../src/cli/observe';
import { SavedOutputError } from '../../src/core/observe/saved/savedOutputError';
import { savedObservation } from '../../src/core/observe/savedObservation';
import { startFile } from '../../src/core/observe/startFile';
import { unknownFields } from '../../src/core/explain/hints/unknownFields';
import type { Manifest } from '../../src/core/manifest/parseManifest';
import type { Trace } from '../../src/core/trace/trace';
import * as explainer from '../../src/host/explainer';

/** What one face says: its name, and its words. */
export type Said = [face: string, words: string];

const circumstances = {
  kubernetes: '1.37' as const,
  namespace: 'default',
  node: {},
  hasStorage: true,
  profile: {},
} as never;

/** All that the terminal's commands say of a text; `calls` and `outcome`, which show values, are asked for by a person. */
export async function terminalSays(text: string): Promise<Said[]> {
  const folder = mkdtempSync(join(tmpdir(), 'said-'));
  const file = join(folder, 'm.yaml');
  writeFileSync(file, text);
  type Command = (target: string, flags: Flags) => string | Promise<string>;
  const ask = async (name: string, command: Command, target: string, flags: Flags): Promise<Said> => {
    try {
      return [name, await command(target, flags)];
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return [`${name}'s error`, error.message];
    }
  };
  const saved = (target: string, flags: Flags): string => observe(target, flags, []);
  const formats = ['text', 'mermaid', 'json'];
  const said = await Promise.all([
    ...formats.map((format) => ask(`explain ${format}`, explain, file, { format })),
    ...['text', 'json', 'calls'].map((format) => ask(`observe ${format}`, saved, file, { format })),
    ask('observe --save', savedAs, file, {}),
    ask('hover', cliHover, `${file}:5:3`, { format: 'json' }),
    ask('explain --scenario', (target, flags) => explain(target, flags), file, { scenario: file }),
    ask('explain otlp', explain, file, { format: 'otlp' }),
    ask('observe otlp', saved, file, { format: 'otlp' }),
    ask('crictl', exported, file, { out: join(folder, 'made') }),
  ]);
  said.push(...(await assistantHears(text, folder)));
  rmSync(folder, { recursive: true });
  return said;
}

/** What is written for crictl: all of its files. */
function exported(file: string, flags: Flags): string {
  const printed = crictl(file, flags);
  const { out = '' } = flags;
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [printed, ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))].join('\n');
}

/** What an assistant is answered of a text, in words and as data. */
async function assistantHears(text: string, folder: string): Promise<Said[]> {
  const world = fileWorld([realpathSync(folder)], {}, new AbortController().signal);
  const questions: [tool: string, given: object][] = [
    ['explain_manifest', { manifest: text, level: 3, why: true }],
    ['explain_field', { file: 'm.yaml', line: 5, detail: 'full' }],
    ['check_manifests', { files: ['m.yaml'] }],
    ['diagnose_saved_output', { output: text, level: 3 }],
    ['compare_starts', { a: { text }, b: { file: 'm.yaml' }, assume: 'nothing' }],
  ];
  return Promise.all(
    questions.map(async ([tool, given]): Promise<Said> => {
      const { text: words, data } = await answerTo(tool, given, world);
      if (words.startsWith('This is a mistake of pod-startup')) throw new Error(`${tool}: ${words}`);
      return [tool, `${words}\n${JSON.stringify(data ?? {})}`];
    }),
  );
}

/** The file that a start is saved as, or why there is none. */
function savedAs(file: string): string {
  try {
    return startFile(savedObservation([{ name: file, text: readFileSync(file, 'utf8') }]));
  } catch (error) {
    if (error instanceof SavedOutputError) return error.message;
    throw error;
  }
}

/**
 * All that the editor shows of a text: problems, hints, hovers and references at every `step`th offset (fewer of a Pod),
 * panels, requests; with a step of 1 also what each line of the requests is fed by.
 */
export function editorSays(text: string, step: number): Said[] {
  const manifest = explainer.parseManifest(text);
  const existing = explainer.parseManifest(text).objects.map(({ value }) => value);
  const said: Said[] = [
    ['problems', manifest.problems.map(({ message }) => message).join('\n')],
    ['objects', manifest.objects.map(({ kind, name, namespace, apiVersion }) => `${kind} ${name} ${namespace} ${apiVersion}`).join('\n')], // prettier-ignore
    ['hints', JSON.stringify(explainer.manifestHints(manifest))],
    ['unknown fields', JSON.stringify(manifest.objects.flatMap((object) => unknownFields(object)))],
    ['values', JSON.stringify(manifest.objects.map(({ value }) => value))],
  ];
  const podStart = step > 1 ? text.indexOf('kind: Pod') : text.length;
  for (let offset = 0; offset < text.length; offset += offset < podStart ? step : 8 * step) {
    const found = explainer.hover(manifest, offset, { existing });
    said.push([`hover at ${offset}`, JSON.stringify(found) ?? '']);
    said.push([`reference at ${offset}`, JSON.stringify(explainer.referenceAt(manifest, offset)) ?? '']);
  }
  const whole = { existing, maxLines: Infinity, height: Infinity };
  for (const workload of explainer.workloadsOf(manifest)) {
    const trace = explainer.explain({ manifest, workload, existing, faults: [], circumstances, start: 0 });
    const requests = explainer.requestsOf(manifest, workload, whole);
    said.push(
      ['panel', JSON.stringify([trace, explainer.findings(trace, { source: { manifest, file: 'm.yaml' } })])],
      ['problem', JSON.stringify(explainer.problemOf(manifest, workload)) ?? ''],
      ['story', explainer.story(trace)],
      ['narration', explainer.story(trace, { level: 3, why: true })],
      ['requests', requests.text],
      ['comparison', comparisonText(trace, manifest, {})],
    );
    if (step > 1) continue;
    said.push(
      ['feeds', JSON.stringify(feedsOf(manifest, workload, trace))],
      ['lines of the requests', requests.lines.flatMap((line) => (line ? explainer.criRequestHover(manifest, workload.object, line, whole).markdown : [])).join('\n')], // prettier-ignore
    );
  }
  return said;
}

function feedsOf(manifest: Manifest, { object }: explainer.Workload, trace: Trace): unknown {
  return trace.messages.map((message) => explainer.fieldFeeds(manifest, object, message, {}));
}
