import * as z from 'zod/mini';
import type { Circumstances } from '../../core/circumstances/circumstances';
import { ofCluster } from '../../core/circumstances/ofCluster';
import { comparedCallText, differenceMark, differenceText, notThere } from '../../core/comparison/differenceWords';
import { savedStart, type SavedStart } from '../../core/observe/savedStart';
import { startTitle } from '../../core/explain/text/comparisonMarkdown';
import { onOneLine } from '../../core/onOneLine';
import { usualLevel } from '../../core/trace/level';
import { checkWhatIfs } from '../checkWhatIfs';
import { chosenFaults } from '../chosenFaults';
import { CommandError } from '../commandError';
import { comparedStarts, comparedText, type ComparedStart, type ComparedStarts } from '../comparedText';
import { makesPods } from '../makesPods';
import { readSaved } from '../readSaved';
import { simulated } from '../simulated';
import { answerTool } from './answerTool';
import { changes, circumstances, outputText, page, path } from './arguments';
import { chosen, readChanges, type AskedCircumstances } from './chosen';
import type { AnswerWorld, FoundManifest } from '../../core/answers/answerWorld';
import { readGiven } from './given';

const oneStart = (description: string) =>
  z
    .strictObject({
      text: outputText('The text: a manifest, or saved output of a cluster'),
      file: z.optional(path).check(z.describe('The path of such a file, in place of the text')),
    })
    .check(z.describe(description));

/** How many calls that differ the data has. */
const mostCalls = 50;

/** Two starts beside each other. */
export const compareStarts = answerTool({
  name: 'compare_starts',
  title: 'Compare Two Starts',
  description:
    'Lays two pod starts beside each other, call by call, and tells only what differs: fields of requests, results, order, time, how the pods end, and the lines of the manifests that make it differ. Each of a and b is a manifest, which is simulated, or saved output of a cluster (kubectl get pods,events -o json). Use it for what an edit of a manifest changes, for a start that works beside one that does not, for a prediction beside what a cluster did, or with kubernetes, runtime, fault or whatIf, which are of b alone, for what another release or a fault changes.',
  input: z.strictObject({
    a: oneStart('The first start'),
    b: oneStart('The second start'),
    ...circumstances,
    ...changes,
    level: z.optional(z.literal([1, 2, 3])).check(z.describe('Which calls are compared: 1 the main steps, 2 with the calls to the container runtime (default), 3 all')), // prettier-ignore
    page,
  }),
  output: z.object({
    a: z.string(),
    b: z.string(),
    counts: z.record(z.string(), z.number()),
    calls: z
      .array(
        z.object({
          call: z.string(),
          mark: z.string(),
          differences: z.array(
            z.object({ what: z.string(), a: z.string(), b: z.string(), places: z.array(z.string()) }),
          ),
        }),
      )
      .check(z.describe(`The first ${mostCalls} that differ`)),
    notes: z.array(z.string()),
  }),
  async answer({ a, b, level = usualLevel, fault, whatIf, kubernetes, runtime, ...common }, world) {
    const [first, second] = [await givenSide('a', a, world), await givenSide('b', b, world)];
    // A manifest beside what was observed is started as it would be there.
    const cluster = (first.saved ?? second.saved)?.release;
    const beside = (usual: Circumstances): Circumstances => (cluster ? ofCluster(usual, cluster) : usual);
    const left = startOf(first, { under: common, beside }, world);
    await world.pause();
    const right = startOf(second, { under: { ...common, kubernetes, runtime }, fault, whatIf, beside }, world);
    await world.pause();
    const starts = comparedStarts(left, right, level);
    return { text: comparedText(starts), data: dataOf(starts) };
  },
});

interface GivenSide extends FoundManifest {
  path: string | undefined;
  saved?: SavedStart;
}

async function givenSide(
  name: 'a' | 'b',
  { text, file }: { text?: string | undefined; file?: string | undefined },
  world: AnswerWorld,
): Promise<GivenSide> {
  if ((text === undefined) === (file === undefined))
    throw new CommandError(`${name} needs either text or file: a manifest or saved output, or the path of one`);
  if (text !== undefined) {
    const saved = readSaved(() => savedStart(name, text));
    const existing = saved ? [] : await world.besideText();
    return { file: name, text, existing, notes: [], path: undefined, ...(saved && { saved }) };
  }
  const named = file ?? '';
  const found = await world.saved(named);
  const saved = readSaved(() => savedStart(found.file, found.text));
  return saved
    ? { ...found, existing: [], notes: [], path: named, saved }
    : { ...(await world.manifest(named)), path: named };
}

interface StartedUnder {
  under: AskedCircumstances;
  fault?: string[] | undefined;
  whatIf?: string[] | undefined;
  beside: (usual: Circumstances) => Circumstances;
}

function startOf(
  given: GivenSide,
  { under, fault = [], whatIf: lines = [], beside }: StartedUnder,
  world: AnswerWorld,
): ComparedStart {
  const { file: name, saved, existing, text } = given;
  if (saved) {
    if (fault.length > 0 || lines.length > 0)
      throw new CommandError(`${name} was observed: fault and whatIf are for a manifest. Give the manifest as b`);
    return { name, trace: saved.trace, notes: [] };
  }
  const { source, stands } = readGiven(given, world);
  const { objects } = stands;
  if (!makesPods(objects))
    throw new CommandError(`${name}: nothing in it creates pods: give a manifest of a pod or a workload`);
  const whatIf = readChanges(lines);
  const simulatedUnder = chosen(under, whatIf, beside(world.circumstances(given.path)));
  checkWhatIfs(
    { whatIf },
    objects.map(({ value }) => value),
  );
  const faults = chosenFaults({ fault }, objects);
  const options = { ...simulatedUnder, ...(faults.length > 0 && { faults }) };
  const { simulation, asWritten } = simulated(objects, options, { existing, text });
  const trace = asWritten(simulation.trace);
  const side = { ...source, options: { ...simulatedUnder, existing }, pods: trace.view.pods };
  return { name, trace, side, notes: given.notes.map((note) => note.trimEnd()) };
}

function dataOf({ left, right, comparison, places, notes }: ComparedStarts): Record<string, unknown> {
  const hasSeveralPods = left.trace.view.pods.length > 1 || right.trace.view.pods.length > 1;
  const different = comparison.calls.filter(({ differences }) => differences.length > 0);
  return {
    a: onOneLine(startTitle(left.trace)),
    b: onOneLine(startTitle(right.trace)),
    counts: { ...comparison.counts },
    calls: different.slice(0, mostCalls).map((call) => ({
      call: onOneLine(comparedCallText(call, hasSeveralPods)),
      mark: differenceMark(call)[1],
      differences: call.differences.flatMap((difference) => {
        const told = differenceText(difference);
        if (!told) return [];
        const { what, left: a = notThere, right: b = notThere } = told;
        return [{ what: onOneLine(what), a: onOneLine(a), b: onOneLine(b), places: places(call, difference) }];
      }),
    })),
    notes: [...notes],
  };
}
