import * as z from 'zod/mini';
import { whatIfChip } from '../../core/circumstances/whatIf/whatIfText';
import { story } from '../../core/story/story';
import { checkWhatIfs } from '../checkWhatIfs';
import { chosenFaults } from '../chosenFaults';
import { simulated } from '../simulated';
import { startText } from '../startText';
import { answerTool } from './answerTool';
import { changes, circumstances, level, oneManifest, page } from './arguments';
import { chosen, readChanges, releaseNotes } from './chosen';
import { givenManifest, readGiven } from './given';

/** The start of a manifest's pods, simulated. */
export const explainManifest = answerTool({
  name: 'explain_manifest',
  title: "Explain a Pod's Start",
  description:
    'Simulates, without a cluster, how Kubernetes starts the pods of a manifest (pods, Deployments, StatefulSets, DaemonSets, Jobs, CronJobs). The short answer has where the time goes, what is missing or assumed, what kubectl get pods prints in the end, and for each pod that does not run its cause, the line of the manifest and what to do next. With level it also tells the calls between kubectl, API server, scheduler, kubelet, container runtime (CRI), CNI and registry. Use it to predict whether and how a manifest starts, and with fault or whatIf to see what would change. Values of Secrets are masked.',
  input: z.strictObject({
    ...oneManifest,
    ...circumstances,
    ...changes,
    level,
    why: z
      .optional(z.boolean())
      .check(z.describe('With level: each call says what it is for, why it comes now and what follows')),
    page,
  }),
  async answer({ manifest, file, fault = [], whatIf: lines, level: asked, why = false, ...under }, world) {
    const found = await givenManifest({ manifest, file }, world);
    const { source, stands } = readGiven(found, world);
    const { objects } = stands;
    const whatIf = readChanges(lines);
    const simulatedUnder = chosen(under, whatIf, world.circumstances(file));
    checkWhatIfs(
      { whatIf },
      objects.map(({ value }) => value),
    );
    const faults = chosenFaults({ fault }, objects);
    const start = simulated(
      objects,
      { ...simulatedUnder, ...(faults.length > 0 && { faults }) },
      { existing: found.existing, text: found.text },
    );
    const told = {
      source,
      notes: [...releaseNotes(simulatedUnder), ...found.notes],
      stands,
      start,
      circumstances: simulatedUnder,
      changes: [...fault, ...whatIf.map(whatIfChip)],
    };
    const text = startText(told, world.read, (trace) =>
      story(trace, asked === undefined ? { isShort: true } : { level: asked, why }),
    );
    const more =
      asked === undefined
        ? '\nMore: with level 1, the answer includes the main steps, with 2 also the calls to the container runtime; explain_field says what one field becomes.\n'
        : '';
    return { text: `${text}${more}` };
  },
});
