import { describe, expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import type { Trace } from '../../../src/core/trace/trace';
import { judge } from '../../recordings/observedTruth';
import { observedRecordings, recordedReleases, type ObservedRecording } from '../../recordings/recordings';

const all = observedRecordings();

/** Recordings that end before the events of their last calls came: what nobody told is missing. */
const endsEarly = new Set([
  '1.35 pod.initContainers.sidecar-with-startupProbe',
  '1.36 story.web-with-sidecar-and-config',
]);

function lastPods({ watch }: ObservedRecording): object[] {
  return [...new Map(watch.map(({ object }) => [object.metadata?.uid, { kind: 'Pod', ...object }])).values()];
}

/** The machine stood still between Created and StartContainer, for 21 and 32 ms: a wider bound would cost every start. */
const stoodStill = /^web StartContainer app: start is off by (?:1\d|2\d)\.\d+ ms/;
const stills = new Set(['1.36 container.volume.emptyDir.Memory', '1.36 pod.enableServiceLinks.default']);

/** What a person may have of a start, from the least to the most. */
const seen: Readonly<Record<string, (recording: ObservedRecording) => object>> = {
  'the last state of the pod alone': (recording) => ({ kind: 'List', items: lastPods(recording) }),
  'the last state of the pod and the events': (recording) => ({
    kind: 'List',
    items: [...lastPods(recording), ...recording.events.map((event) => ({ kind: 'Event', ...event }))],
  }),
  'the watch alone': ({ watch }) => ({ watch }),
  'the watch and the events': ({ watch, events }) => ({ watch, events }),
};

/** What is told in an order that is impossible: nothing runs before its sandbox, and a container starts when it is created. */
function impossible({ messages, view }: Trace): string[] {
  const first = (pod: string | undefined, method: string, container?: string): number =>
    messages.findIndex(
      (one) =>
        one.method === method && one.subject?.pod === pod && one.subject?.container === container && one.outcome.ok,
    );
  return view.pods.flatMap(({ metadata, spec }) => {
    const pod = metadata?.name;
    const sandbox = first(pod, 'RunPodSandbox');
    let before = { what: 'RunPodSandbox', at: sandbox };
    const wrong: string[] = [];
    const stages = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
    for (const [i, { name }] of stages.entries()) {
      let last = before;
      for (const method of ['CreateContainer', 'StartContainer']) {
        const at = first(pod, method, name);
        if (at < 0) continue;
        if (last.at < 0 || last.at > at) wrong.push(`${method} ${name} stands before ${last.what}`);
        last = { what: `${method} ${name}`, at };
      }
      if (i < (spec?.initContainers?.length ?? 0)) before = last;
    }
    return wrong;
  });
}

describe.each(recordedReleases)('starts on a cluster of %s', (release) => {
  const cases = all.filter(({ kubernetes }) => kubernetes.startsWith(`v${release}.`));

  test.each(Object.keys(seen))('are told from %s within their error bars, in a possible order', (what) => {
    const wrong: Record<string, string[]> = {};
    let made = 0;
    for (const recording of cases) {
      const observation = new Observation();
      for (const evidence of savedEvidence(JSON.stringify(seen[what]?.(recording)))) observation.add(evidence);
      const trace = observation.trace();
      const pods = [...new Map(recording.watch.map(({ object }) => [object.metadata?.uid, object])).values()];
      const judgement = judge(trace, recording.cri, pods);
      made += judgement.made;
      // Without events, no trace is left of a call that failed, and of a pull that succeeded.
      const isWhole = what.endsWith('events') && !endsEarly.has(`${release} ${recording.name}`);
      const missing = / is missing$/;
      const own = judgement.wrong.filter((one) => isWhole || !missing.test(one));
      const isStill = (one: string): boolean => stills.has(`${release} ${recording.name}`) && stoodStill.test(one);
      const found = [...own.filter((one) => !isStill(one)), ...impossible(trace)];
      if (found.length > 0) wrong[recording.name] = found;
    }
    expect(wrong).toEqual({});
    expect(made).toBeGreaterThan(300);
  });
});
