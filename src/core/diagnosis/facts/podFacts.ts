import type { Container, ContainerStatus, Event, Pod, PodCondition } from '../../api/types';
import type { ContainerLog } from '../../api/containerLog';
import { isMap } from '../../isMap';
import { valueAt } from '../../path';
import type { Finding } from './finding';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { logEndsAt, logEndText } from '../../trace/endingLog';
import { kubectl, type SuggestedCommand } from './suggestedCommand';

/** A pod with its events, as the parts of the diagnosis ask for them. */
export class PodFacts {
  readonly name: string;
  readonly namespace: string;
  readonly containers: readonly ContainerFacts[];

  /**
   * @param events the pod's own, each once, in the order of time
   * @param others the events of what is no pod: claims
   * @param now milliseconds since the epoch; undefined where nothing tells, and then every wait was long
   * @param objects what else was seen: claims, nodes, workloads
   * @param logs of its containers and of others, as far as they were read
   * @param knowsNodes whether the nodes among them are all of the cluster, and not only those that pods ran on
   */
  constructor(
    readonly pod: Pod,
    readonly events: readonly Event[],
    readonly others: readonly Event[],
    readonly now: number | undefined,
    readonly objects: readonly KubernetesObject[] = [],
    readonly knowsNodes = false,
    readonly logs: readonly ContainerLog[] = [],
  ) {
    this.name = pod.metadata?.name ?? '';
    this.namespace = pod.metadata?.namespace ?? 'default';
    const { initContainerStatuses, containerStatuses } = pod.status ?? {};
    const of = (list: ContainerList, statuses: readonly ContainerStatus[] | undefined): ContainerFacts[] =>
      (statuses ?? (pod.spec?.[list] ?? []).map(notYetStarted)).map((status) => new ContainerFacts(this, list, status));
    this.containers = [...of('initContainers', initContainerStatuses), ...of('containers', containerStatuses)];
  }

  condition(type: string): PodCondition | undefined {
    return this.pod.status?.conditions?.find((one) => one.type === type);
  }

  /** An object of the pod's namespace, or of none, that was seen; undefined where it was not. */
  object(kind: string, name: string | undefined): KubernetesObject | undefined {
    return this.objects.find(
      ({ kind: own, metadata }) =>
        own === kind && metadata?.name === name && (metadata?.namespace ?? this.namespace) === this.namespace,
    );
  }

  /** The names of the objects of a kind that were seen in the pod's namespace. */
  namesOf(kind: string): string[] {
    return this.objects.flatMap(({ kind: own, metadata }) =>
      own === kind && (metadata?.namespace ?? this.namespace) === this.namespace && metadata?.name
        ? [metadata.name]
        : [],
    );
  }

  /** The keys of a ConfigMap or a Secret that was seen; none of one that was not. */
  keysOf(kind: string, name: string | undefined): string[] {
    const object = this.object(kind, name);
    return ['data', 'binaryData', 'stringData'].flatMap((part) => {
      const values = object && valueAt(object, [part]);
      return isMap(values) ? Object.keys(values) : [];
    });
  }

  /** The last event of that reason about the pod as a whole. */
  last(reason: string): Event | undefined {
    return this.events.filter((event) => event.reason === reason && !event.involvedObject.fieldPath).at(-1);
  }

  /** Whether the pod is there for longer than so many seconds. */
  isOlderThan(seconds: number): boolean {
    const created = Date.parse(this.pod.metadata?.creationTimestamp ?? '');
    return this.now === undefined || Number.isNaN(created) || this.now - created > seconds * 1000;
  }

  /** Whether no container has got as far as its image: volumes or the sandbox are still to come. */
  get isBeforeContainers(): boolean {
    if (this.pod.status?.phase !== 'Pending' && this.pod.status?.phase !== 'Running') return false;
    const ready = this.condition('PodReadyToStartContainers');
    if (ready) return ready.status !== 'True';
    // Before 1.29 there is no such condition.
    return this.containers.every(
      ({ status: { containerID, state } }) =>
        !containerID &&
        !state?.running &&
        !state?.terminated &&
        /^(ContainerCreating|PodInitializing|)$/.test(state?.waiting?.reason ?? ''),
    );
  }

  /** Whether it is over, or its containers proper have ended for good: the kubelet then stops the sidecars. */
  get isDone(): boolean {
    if (this.pod.status?.phase === 'Failed') return true;
    return this.containers
      .filter(({ list }) => list === 'containers')
      .every((one) => {
        const ended = one.status.state?.terminated;
        return ended !== undefined && !one.restartsAfter(ended.exitCode ?? 0);
      });
  }

  get describe(): SuggestedCommand {
    return kubectl`describe pod ${this.name} -n ${this.namespace}`;
  }
}

type ContainerList = 'initContainers' | 'containers';

/** The kubelet's events come before its first status. */
function notYetStarted({ name, image = '' }: Container): ContainerStatus {
  return {
    name,
    image,
    imageID: '',
    ready: false,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
  };
}

/** One container of a pod: its status, its spec, its events. */
export class ContainerFacts {
  readonly spec: Container | undefined;
  /** `containers[0]` */
  readonly field: string;
  readonly name: string;

  constructor(
    readonly facts: PodFacts,
    readonly list: ContainerList,
    readonly status: ContainerStatus,
  ) {
    this.name = status.name;
    const all = facts.pod.spec?.[list] ?? [];
    const index = all.findIndex(({ name }) => name === status.name);
    this.spec = all[index];
    this.field = `${list}[${Math.max(0, index)}]`;
  }

  /** The last event about this container of that reason, and with such a text. */
  last(reason: string, text = /(?:)/): Event | undefined {
    return this.all(reason, text).at(-1);
  }

  /** How events name it. */
  get eventField(): string {
    return `spec.${this.list}{${this.name}}`;
  }

  /** The last event about this container. */
  get lastEvent(): Event | undefined {
    return this.facts.events.filter(({ involvedObject }) => involvedObject.fieldPath === this.eventField).at(-1);
  }

  /** The events about this container of that reason, and with such a text. */
  all(reason: string, text = /(?:)/): Event[] {
    const fieldPath = this.eventField;
    return this.facts.events.filter(
      (event) =>
        event.reason === reason && event.involvedObject.fieldPath === fieldPath && text.test(event.message ?? ''),
    );
  }

  /** Runs beside the others though it stands among the init containers. */
  get isSidecar(): boolean {
    return this.list === 'initContainers' && this.spec?.restartPolicy === 'Always';
  }

  get isInit(): boolean {
    return this.list === 'initContainers' && !this.isSidecar;
  }

  /** Whether the kubelet has not told yet how far it is. */
  get isUntold(): boolean {
    return /^(ContainerCreating|PodInitializing|)$/.test(this.status.state?.waiting?.reason ?? 'running');
  }

  /** Whether it is started again after it ended so. */
  restartsAfter(exitCode: number): boolean {
    const policy = this.spec?.restartPolicy ?? this.facts.pod.spec?.restartPolicy ?? 'Always';
    if (policy === 'Never') return false;
    return exitCode !== 0 || (policy === 'Always' && !this.isInit);
  }

  /** `; its log ends: …`, of a run that has ended and whose log is at hand, else ''. */
  get logEnd(): string {
    const { namespace, name: pod, logs } = this.facts;
    const log = logs.find(
      (one) =>
        one.namespace === namespace &&
        one.pod === pod &&
        one.container === this.name &&
        logEndsAt(this.status, one.isPrevious) !== undefined,
    );
    return log ? `; ${logEndText(log)}` : '';
  }

  get logs(): SuggestedCommand {
    return kubectl`logs ${this.facts.name} -n ${this.facts.namespace} -c ${this.name}`;
  }

  /** The log of the run that ended, if another has begun since. */
  get previousLogs(): SuggestedCommand {
    return this.status.state?.terminated
      ? this.logs
      : kubectl`logs ${this.facts.name} -n ${this.facts.namespace} -c ${this.name} --previous`;
  }

  /** `waiting: REASON: MESSAGE` or `terminated: REASON, exit code N`. */
  get stateText(): string {
    const { waiting, running, terminated } = this.status.state ?? {};
    if (waiting) return `waiting: ${waiting.reason ?? ''}${waiting.message ? `: ${waiting.message}` : ''}`;
    const ended = terminated ?? (running ? undefined : this.status.lastState?.terminated);
    if (ended) return endText(ended);
    return running ? `running since ${running.startedAt ?? '?'}` : 'no state';
  }

  /** The finding as one of this container, its field within it. */
  finding({ field, ...rest }: Finding): Finding {
    return { container: this.name, ...rest, field: `${this.field}${field ?? ''}` };
  }
}

/** `terminated: Error, exit code 1, message …` */
export function endText({
  reason,
  exitCode,
  message,
}: {
  reason?: string;
  exitCode?: number;
  message?: string;
}): string {
  return `terminated: ${reason ?? ''}, exit code ${exitCode ?? '?'}${message ? `: ${message.trim()}` : ''}`;
}

/** `condition TYPE=STATUS, REASON: MESSAGE`, without what it does not say. */
export function conditionText({
  type,
  status,
  reason,
  message,
}: Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>): string {
  return `condition ${type}=${status}${reason ? `, ${reason}` : ''}${message ? `: ${message}` : ''}`;
}

/** `event REASON: MESSAGE` */
export function eventText({ reason = '', message = '' }: Event): string {
  return `event ${reason}: ${message.trim()}`;
}
