import * as z from 'zod/mini';
import { ofCluster } from '../../core/circumstances/ofCluster';
import { onOneLine } from '../../core/onOneLine';
import type { SavedFile } from '../../core/observe/savedObservation';
import { story } from '../../core/story/story';
import { CommandError } from '../commandError';
import { observedStart, observedText } from '../observedText';
import { answerTool } from './answerTool';
import { level, oneManifest, outputText, page, paths } from './arguments';
import { causeSchema, causesOf } from './causes';
import { givenManifest, readGiven } from './given';

/** Why pods are stuck, of what somebody saved of a cluster. */
export const diagnoseSavedOutput = answerTool({
  name: 'diagnose_saved_output',
  title: 'Diagnose Saved Cluster Output',
  description:
    'Reads saved output of a real cluster and says why its pods do not run or were restarted: cause, how sure it is, evidence, what to do next, and where the time of the start went. It takes what kubectl get pods,events -o json (or -o yaml, or --watch -o json) or kubectl describe pod printed, and beside it, as further files, kubectl logs, the journal of containerd or CRI-O, spans of the kubelet as OTLP JSON, the audit log of the API server; or a saved start (*.podstart.json). With a manifest it also compares the start with the simulated one. Use it for a pod that is stuck in a cluster; it asks no cluster itself.',
  input: z.strictObject({
    output: outputText('The output, as text: of kubectl get pods,events -o json, or of kubectl describe pod'),
    logs: outputText('What kubectl logs printed of a container, as text'),
    files: paths('Paths of files with output, in place of the text or beside it'),
    manifest: oneManifest.manifest,
    file: z.optional(z.string().check(z.maxLength(4096))).check(z.describe('The path of the manifest that the pods are from, in place of its text')), // prettier-ignore
    level,
    page,
  }),
  output: z.object({ title: z.string(), causes: z.array(causeSchema), notRead: z.array(z.string()) }),
  async answer({ output, logs, files = [], manifest, file, level: asked }, world) {
    const saved: SavedFile[] = output === undefined ? [] : [{ name: 'output', text: output }];
    for (const path of files) {
      const found = await world.saved(path);
      saved.push({ name: found.file, text: found.text });
    }
    if (saved.length === 0)
      throw new CommandError(
        'give output, the text of kubectl get pods,events -o json, or files, the paths of saved output',
      );
    if (logs !== undefined) saved.push({ name: 'logs', text: logs, isLog: true });
    const isCompared = manifest !== undefined || file !== undefined;
    const source = isCompared ? readGiven(await givenManifest({ manifest, file }, world), world).source : undefined;
    await world.pause();
    const start = observedStart(saved, { source });
    const usual = world.circumstances(file);
    const text = observedText(
      start,
      (release) => ofCluster(usual, release),
      (trace) => story(trace, asked === undefined ? { isShort: true } : { level: asked }),
    );
    const { trace, observation } = start;
    const more = asked === undefined ? '\nMore: with level 1 or 2, the answer includes the calls.\n' : '';
    return {
      text: `${text}${more}`,
      data: {
        title: onOneLine(trace.title),
        causes: causesOf(trace),
        notRead: [...observation.unread, ...observation.strayLogs, ...observation.leftOut],
      },
    };
  },
});
