import { expect, test } from 'vitest';
import { codeOf, resourceOf } from '../../../../src/core/cluster/apiserver/apiCall';
import { audits } from '../../../recordings/recordings';
import { auditSequences, callerOf } from './auditSequences';
import { replaySimulation } from './replaySimulation';

/** The kubelet took the pod's cgroup away before it wrote the last status, or after: then it writes once more. */
const lastStatus = 'whether the cgroup is gone by the time of the last status is chance';

/** The claim is bound some 12 ms after it came, the pod comes after some 4. */
const bindingFirst = 'whether the scheduler sees the pod before its claim is bound is chance';

/** Why a recording's changes are not equal; ARCHITECTURE.md has the list. */
const chance: Readonly<Record<string, string>> = {
  'fault.gang-pod-quota-job': lastStatus,
  'fault.job-backoff': lastStatus,
  'fault.job-complete': lastStatus,
  'fault.job-indexed-per-index': lastStatus,
  'fault.job-success-policy': lastStatus,
  'fault.job-ignore': lastStatus,
  'fault.quota-job-frees': lastStatus,
  'fault.pod-pvc-restart': bindingFirst,
  'fault.pvc-named': bindingFirst,
  'pod.pvc-deleted': 'whether a new volume is available before its claim comes is a matter of milliseconds',
  'fault.job-deadline': 'the kubelet and the job controller write to the deleted pod in the same millisecond',
  'fault.rs-surplus': 'of two pods of one second that are not ready, either may be the one too many',
};

test.each(audits().map((recording) => [recording.name, recording] as const))(
  'who asked what: %s',
  (name, recording) => {
    const { audit, manifest, namespace } = recording;
    const wanted = auditSequences(
      audit.map(({ user, ...rest }) => ({ ...rest, caller: callerOf(user) })),
      manifest,
    );
    const made = auditSequences(
      replaySimulation(recording)
        .apiCalls()
        .filter((call) => call.namespace === namespace)
        .map((call) => ({ ...call, resource: resourceOf(call), code: codeOf(call) })),
      manifest,
    );
    if (Object.hasOwn(chance, name)) expect(made).not.toEqual(wanted);
    else expect(made).toEqual(wanted);
  },
);
