import type { ContainerStatus, Event, Pod } from '../api/types';
import type { ApiView } from '../api/view';

/** Why a pod does not run: what happened, where it shows, which manifest field to look at, what to do next. */
export interface Diagnosis {
  /** The pod, or the workload whose pods are not made. */
  subject: string;
  container?: string;
  /** The cause in words. */
  cause: string;
  /** Where it shows: an event, a condition, a status, a refusal, with its text. */
  evidence: string;
  /** The field within the pod's spec, or within the object where it was refused: `containers[0].image`. */
  field?: string;
  /** The command to run, or what to change. */
  next: string;
}

/** Why pods do not run, the most certain cause first; empty where all do. Works on simulated and observed views. */
export function diagnose(view: ApiView): Diagnosis[] {
  const refusals = view.errors.map(({ kind = 'Pod', name = '', code, reason, message }): Diagnosis => {
    const field =
      admissionField(message) ??
      /(?:is invalid: \[?|field )(?:spec\.(?:template\.spec\.)?)?([\w.[\]]+): /.exec(message)?.[1] ??
      /Go struct field \w+\.([\w.]+) of type/.exec(message)?.[1];
    return {
      subject: `${kind} ${name}`,
      cause: `the API server refused it (${code} ${reason})`,
      evidence: message,
      ...(field && { field }),
      next:
        code === 403
          ? 'change what admission forbids, or ask who owns the namespace'
          : 'correct this field and apply again',
    };
  });
  const owners = view.events.filter(
    ({ reason, involvedObject }) => reason === 'FailedCreate' && involvedObject.kind !== 'Pod',
  );
  const unmade = owners.map(({ involvedObject: { kind, name }, message = '' }): Diagnosis => ({
    subject: `${kind} ${name}`,
    cause: 'its pods are refused when they are created',
    evidence: `event FailedCreate: ${message}`,
    next: `kubectl describe ${(kind ?? '').toLowerCase()} ${name}`,
  }));
  return [...refusals, ...unmade, ...view.pods.flatMap((pod) => ofPod(pod, view.events))];
}

function ofPod(pod: Pod, events: readonly Event[]): Diagnosis[] {
  const { status = {}, metadata: { name = '', namespace = '', uid } = {} } = pod;
  const own = events.filter(({ involvedObject }) => involvedObject.uid === uid);
  const last = (reason: string): Event | undefined => own.filter((event) => event.reason === reason).at(-1);
  const condition = (type: string): { status?: string; reason?: string; message?: string } | undefined =>
    status.conditions?.find((one) => one.type === type);
  const describe = `kubectl describe pod ${name} -n ${namespace}`;
  const subject = `pod ${name}`;
  if (condition('Ready')?.status === 'True' || status.phase === 'Succeeded') return [];

  if (status.phase === 'Failed' && status.reason) {
    const field = status.reason === 'DeadlineExceeded' ? 'activeDeadlineSeconds' : undefined;
    const cause =
      status.reason === 'DeadlineExceeded'
        ? 'it ran longer than activeDeadlineSeconds allows'
        : `its node does not take it (${status.reason})`;
    return [
      { subject, cause, evidence: `status.message: ${status.message ?? ''}`, ...(field && { field }), next: describe },
    ];
  }
  const scheduled = condition('PodScheduled');
  if (scheduled?.status === 'False') {
    const gated = scheduled.reason === 'SchedulingGated';
    const message = scheduled.message ?? '';
    return [
      {
        subject,
        cause: gated ? 'scheduling gates hold it back' : `no node fits: ${inWords(message)}`,
        evidence: `condition PodScheduled=False, ${scheduled.reason}: ${message}`,
        ...fieldOfScheduling(message, gated),
        next: gated
          ? 'wait for who owns the gates to remove them'
          : 'kubectl get nodes --show-labels; kubectl describe nodes',
      },
    ];
  }
  if (!scheduled) {
    return [
      {
        subject,
        cause: 'no scheduler has looked at it',
        evidence: 'there is no condition PodScheduled',
        field: 'schedulerName',
        next: 'check spec.schedulerName and spec.nodeName',
      },
    ];
  }
  const sandbox = last('FailedCreatePodSandBox');
  if (sandbox && condition('PodReadyToStartContainers')?.status !== 'True') {
    return [
      {
        subject,
        cause: 'its sandbox or network cannot be made',
        evidence: `event FailedCreatePodSandBox: ${sandbox.message}`,
        ...(/untime/.test(sandbox.message ?? '') && { field: 'runtimeClassName' }),
        next: 'look at the CNI plugin and the runtime on the node',
      },
    ];
  }
  const mount = last('FailedMount') ?? last('FailedAttachVolume');
  const creating = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].every(
    ({ containerID }) => !containerID,
  );
  if (mount && creating) {
    const volume = /for volume "([^"]+)"/.exec(mount.message ?? '')?.[1];
    const index = pod.spec?.volumes?.findIndex((one) => one.name === volume) ?? -1;
    return [
      {
        subject,
        cause: `volume ${volume ?? ''} cannot be mounted: ${tail(mount.message)}`,
        evidence: `event ${mount.reason}: ${mount.message}`,
        ...(index >= 0 && { field: `volumes[${index}]` }),
        next: 'create what is missing; the kubelet tries again by itself',
      },
    ];
  }
  const containers = [
    ...(status.initContainerStatuses ?? []).map((one) => ({ one, list: 'initContainers' as const })),
    ...(status.containerStatuses ?? []).map((one) => ({ one, list: 'containers' as const })),
  ];
  return containers.flatMap(({ one, list }) => {
    const index = pod.spec?.[list]?.findIndex((container) => container.name === one.name) ?? 0;
    const found = ofContainer(pod, one, own);
    if (!found) return [];
    const { field, ...rest } = found;
    return [{ subject, container: one.name, ...rest, field: `${list}[${index}]${field}` }];
  });
}

type ContainerFinding = Pick<Diagnosis, 'cause' | 'evidence' | 'next'> & { field: string };

function ofContainer(pod: Pod, status: ContainerStatus, events: readonly Event[]): ContainerFinding | undefined {
  const { name, namespace } = { name: pod.metadata?.name ?? '', namespace: pod.metadata?.namespace ?? '' };
  const about = (reason: string): Event | undefined =>
    events
      .filter((event) => event.reason === reason && event.involvedObject.fieldPath?.includes(`{${status.name}}`))
      .at(-1);
  const { waiting, running, terminated } = status.state ?? {};
  const ended = terminated ?? status.lastState?.terminated;
  const logs = `kubectl logs ${name} -c ${status.name} -n ${namespace} --previous`;
  const reason = waiting?.reason ?? '';
  const evidence = waiting ? `waiting: ${reason}${waiting.message ? `: ${waiting.message}` : ''}` : '';
  if (reason === 'ErrImageNeverPull')
    return {
      cause: 'the image is not on the node, and imagePullPolicy Never forbids to pull it',
      evidence,
      field: '.imagePullPolicy',
      next: 'change imagePullPolicy, or load the image onto the node',
    };
  if (reason === 'InvalidImageName')
    return { cause: 'the image reference cannot be read', evidence, field: '.image', next: 'correct the image' };
  if (/ImagePull|RegistryUnavailable|SignatureValidation/.test(reason)) {
    const failed = about('Failed')?.message ?? waiting?.message ?? '';
    return {
      cause: `the image cannot be pulled: ${imageCause(waiting?.message ?? failed)}`,
      evidence,
      field: '.image',
      next: 'check name, tag and imagePullSecrets; the kubelet tries again with a back-off of at most 5 minutes',
    };
  }
  if (reason === 'CreateContainerConfigError')
    return {
      cause: `its configuration cannot be made: ${waiting?.message}`,
      evidence,
      field: configField(pod, status.name, waiting?.message ?? ''),
      next: 'create what is missing or correct the reference; the kubelet tries again by itself',
    };
  if (reason === 'CreateContainerError')
    return {
      cause: `the runtime cannot create it: ${tail(waiting?.message)}`,
      evidence,
      field: '',
      next: `kubectl describe pod ${name} -n ${namespace}`,
    };
  const startError = reason === 'RunContainerError' || ended?.reason === 'StartError';
  if (startError)
    return {
      cause: 'its process cannot be started',
      evidence: evidence || `terminated: ${ended?.reason}`,
      field: '.command',
      next: 'check command and args against what is in the image',
    };
  const hook = about('FailedPostStartHook');
  if (hook)
    return {
      cause: 'its postStart hook fails, and it is killed for that',
      evidence: `event FailedPostStartHook: ${hook.message}; ${waiting?.message ?? ''}`,
      field: '.lifecycle.postStart',
      next: 'run the hook’s command by hand in the image',
    };
  const killed = about('Killing');
  const probe = /failed (liveness|startup) probe/.exec(killed?.message ?? '')?.[1];
  if (probe)
    return {
      cause: `its ${probe} probe fails, and it is restarted for that`,
      evidence: `event Unhealthy: ${about('Unhealthy')?.message ?? ''}`,
      field: `.${probe}Probe`,
      next: `${logs}; give it more time or correct the probe`,
    };
  if (ended && (ended.reason === 'OOMKilled' || ended.exitCode === 137) && ended.reason !== 'Error')
    return {
      cause: 'it used more memory than its limit (OOMKilled)',
      evidence: `terminated: ${ended.reason}, exit code ${ended.exitCode}`,
      field: '.resources',
      next: 'raise limits.memory, or find what uses it',
    };
  if (reason === 'CrashLoopBackOff' || (ended && !running)) {
    const text =
      ended?.exitCode === 0
        ? 'it ends by itself with exit code 0, and restartPolicy starts it again'
        : `it ends with exit code ${ended?.exitCode ?? '?'}`;
    return {
      cause: text,
      evidence: evidence || `terminated: ${ended?.reason}, exit code ${ended?.exitCode}`,
      field: '',
      next: logs,
    };
  }
  if (running && !status.ready) {
    const unhealthy = about('Unhealthy');
    if (unhealthy)
      return {
        cause: 'its readiness probe fails',
        evidence: `event Unhealthy: ${unhealthy.message}`,
        field: '.readinessProbe',
        next: `kubectl logs ${name} -c ${status.name} -n ${namespace}`,
      };
    if (pod.spec?.initContainers?.some((one) => one.name === status.name && one.restartPolicy !== 'Always'))
      return {
        cause: 'this init container has not ended yet, and the others wait for it',
        evidence: 'state: running',
        field: '',
        next: `kubectl logs ${name} -c ${status.name} -n ${namespace}`,
      };
  }
  return undefined;
}

/** The scheduler's reasons, without the counts and what it says of preemption. */
function inWords(message: string): string {
  return message
    .replace(/^\d+\/\d+ nodes are available: /, '')
    .replace(/\.? ?preemption:.*$/, '')
    .replace(/\. not found$/, '')
    .replace(/\.$/, '');
}

function fieldOfScheduling(message: string, gated: boolean): { field?: string } {
  if (gated) return { field: 'schedulingGates' };
  if (/Insufficient/.test(message)) return { field: 'containers[0].resources' };
  if (/affinity\/selector/.test(message)) return { field: 'nodeSelector' };
  if (/taint/.test(message)) return { field: 'tolerations' };
  if (/persistentvolumeclaim/i.test(message)) return { field: 'volumes' };
  if (/free ports/.test(message)) return { field: 'containers[0].ports' };
  if (/topology spread/.test(message)) return { field: 'topologySpreadConstraints' };
  return /affinity/.test(message) ? { field: 'affinity' } : {};
}

function imageCause(message: string): string {
  if (/not found|NotFound|manifest unknown/i.test(message)) return 'the registry does not have it';
  if (/unauthorized|denied|forbidden|authoriz/i.test(message)) return 'the registry does not let this pod have it';
  if (/429|toomanyrequests/i.test(message)) return 'the registry limits how often it may be asked';
  if (/x509/i.test(message)) return 'the registry’s certificate is not trusted';
  if (/dial tcp|timeout|no such host|connection/i.test(message)) return 'the registry cannot be reached';
  return tail(message);
}

/** Where the missing object is referred to. */
function configField(pod: Pod, name: string, message: string): string {
  const object =
    /(?:configmap|secret) "([^"]+)"/i.exec(message)?.[1] ?? /(?:ConfigMap|Secret) [\w-]+\/([\w.-]+)/.exec(message)?.[1];
  const container = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].find(
    (one) => one.name === name,
  );
  const env =
    container?.env?.findIndex(
      ({ valueFrom: from }) => from?.configMapKeyRef?.name === object || from?.secretKeyRef?.name === object,
    ) ?? -1;
  if (object && env >= 0) return `.env[${env}]`;
  const from =
    container?.envFrom?.findIndex(
      ({ configMapRef, secretRef }) => configMapRef?.name === object || secretRef?.name === object,
    ) ?? -1;
  if (object && from >= 0) return `.envFrom[${from}]`;
  return /runAsNonRoot/.test(message) ? '.securityContext' : '';
}

/** The innermost of errors that are wrapped in one another. */
function tail(message: string | undefined): string {
  const text = (message ?? '').trim();
  return text.length <= 160 ? text : `…${text.slice(-160)}`;
}

/** The field that admission plugins complain of without naming it. */
function admissionField(message: string): string | undefined {
  if (message.includes('PriorityClass')) return 'priorityClassName';
  if (message.includes('RuntimeClass')) return 'runtimeClassName';
  if (message.includes('service account')) return 'serviceAccountName';
  if (message.includes('violates PodSecurity')) return 'securityContext';
  return /exceeded quota|must specify|usage per/.test(message) ? 'containers[0].resources' : undefined;
}
