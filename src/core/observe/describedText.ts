import type { WrittenObject } from '../api/kubernetesObject';
import { describedKind, describedOwner } from './describedOwner';
import { describedEvents, eventTable } from './describedEvents';

/** A line of `kubectl describe`, with what is indented below it. */
interface Entry {
  key: string;
  value: string;
  inner: Entry[];
}

/** What is told beside what such a text tells. */
export const describedNote =
  'note: this is text from kubectl describe or kubectl get events, which has coarse times and leaves much out; kubectl get pods,events -o json has more\n';

/**
 * The pod and the events that the text of `kubectl describe pod` or `kubectl get events` tells of, as objects with coarse
 * times; undefined for any other text (k8s.io/kubectl, pkg/describe/describe.go, 1.37).
 */
export function describedObjects(text: string): WrittenObject[] | undefined {
  const table = eventTable(text);
  if (table) return table;
  if (!/^Name: {2,}\S/m.test(text) || !/^(?:Events|Containers|Status|Conditions):/m.test(text)) return undefined;
  const [, ...parts] = `\n${text}`.split('\nName: ');
  return parts.flatMap((part) => described(`Name: ${part}`));
}

function described(text: string): WrittenObject[] {
  const [head = '', events = ''] = text.split(/^Events:/m, 2);
  const entries = entriesOf(head.split('\n'));
  const name = valueOf(entries, 'Name');
  const namespace = valueOf(entries, 'Namespace') || 'default';
  const metadata = { name, namespace, uid: `described-${namespace}-${name}`, resourceVersion: '1' };
  const other = describedKind(head);
  if (other) {
    const created = time(valueOf(entries, 'CreationTimestamp'));
    const ofKind = describedEvents(events, { ...metadata, start: created, containers: [] });
    for (const { involvedObject } of ofKind) involvedObject.kind = other.kind;
    return [
      describedOwner(other, { ...metadata, ...(created !== undefined && { creationTimestamp: created }) }, head),
      ...ofKind,
    ];
  }
  const start = time(valueOf(entries, 'Start Time'));
  const containers = containersOf(entries, 'Containers');
  const told = describedEvents(events, { ...metadata, start, containers: containers.map(({ spec }) => spec) });
  const image = told.flatMap(({ message }) => /image "([^"]+)"/.exec(message)?.[1] ?? [])[0];
  // Of a text that was cut, the events alone tell what was to run.
  if (containers.length === 0 && image !== undefined) {
    containers.push({ spec: { name: 'container', image }, status: statusOf('container', image, []) });
    for (const event of told)
      if (/^(?:Failed|BackOff|Pull)/.test(event.reason)) event.involvedObject.fieldPath = 'spec.containers{container}';
  }
  const init = containersOf(entries, 'Init Containers');
  const [node = ''] = valueOf(entries, 'Node').split('/');
  const controller = /^(\w+)\/(\S+)$/.exec(valueOf(entries, 'Controlled By'));
  const reason = valueOf(entries, 'Reason');
  const message = valueOf(entries, 'Message');
  const status = valueOf(entries, 'Status').split(' (', 1)[0] ?? '';
  const conditions = conditionsOf(head);
  const isOnNode = told.some((one) => one.source.component.startsWith('kubelet') || one.reason === 'Scheduled');
  const isTerminating = status.startsWith('Terminating');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      ...(start !== undefined && { creationTimestamp: start }),
      ...(isTerminating && start !== undefined && { deletionTimestamp: start }),
      ...(controller && {
        ownerReferences: [
          { kind: controller[1], name: controller[2], uid: `described-${controller[2]}`, controller: true },
        ],
      }),
    },
    spec: {
      ...(node && node !== '<none>' && { nodeName: node }),
      containers: containers.map(({ spec }) => spec),
      ...(init.length > 0 && { initContainers: init.map(({ spec }) => spec) }),
      volumes: volumesOf(entries),
    },
    status: {
      phase: isTerminating ? 'Running' : status,
      ...(reason && { reason }),
      ...(message && { message }),
      ...(start !== undefined && { startTime: start }),
      conditions: conditions.length === 0 && isOnNode ? [{ type: 'PodScheduled', status: 'True' }] : conditions,
      containerStatuses: containers.map((one) => one.status),
      ...(init.length > 0 && { initContainerStatuses: init.map((one) => one.status) }),
    },
  };
  return [pod, ...told];
}

/** Lines as entries, by their indentation. */
function entriesOf(lines: readonly string[]): Entry[] {
  const root: Entry[] = [];
  const open: { indent: number; inner: Entry[] }[] = [{ indent: -1, inner: root }];
  for (const line of lines) {
    const content = line.trim();
    if (content === '') continue;
    const indent = line.length - line.trimStart().length;
    while (open.length > 1 && open.at(-1)!.indent >= indent) open.pop();
    const colon = content.indexOf(':');
    const entry: Entry = {
      key: colon < 0 ? content : content.slice(0, colon),
      value: colon < 0 ? '' : content.slice(colon + 1).trim(),
      inner: [],
    };
    open.at(-1)!.inner.push(entry);
    open.push({ indent, inner: entry.inner });
  }
  return root;
}

function entryNamed(entries: readonly Entry[], key: string): Entry | undefined {
  return entries.find((one) => one.key === key);
}

function valueOf(entries: readonly Entry[], key: string): string {
  const value = entryNamed(entries, key)?.value ?? '';
  return value === '<none>' || value === '<unset>' ? '' : value;
}

/** RFC 3339 of `Mon, 04 May 2026 10:00:01 +0000`. */
function time(text: string): string | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
}

/** A container as it is described: what of its spec, and of its status. */
interface Described {
  spec: { name: string; image: string } & Record<string, unknown>;
  status: object;
}

function containersOf(entries: readonly Entry[], section: string): Described[] {
  return (entryNamed(entries, section)?.inner ?? []).map(({ key: name, inner }) => {
    const image = valueOf(inner, 'Image');
    const words = (key: string): string[] => (entryNamed(inner, key)?.inner ?? []).map((one) => textOf(one));
    const amounts = (key: string): Record<string, string> =>
      Object.fromEntries((entryNamed(inner, key)?.inner ?? []).map((one) => [one.key, one.value]));
    const [command, args] = [words('Command'), words('Args')];
    const spec = {
      name,
      image,
      ...(command.length > 0 && { command }),
      ...(args.length > 0 && { args }),
      ports: (valueOf(inner, 'Port') || valueOf(inner, 'Ports')).split(/,\s?/).flatMap((one) => {
        const [, port, protocol] = /^(\d+)\/(TCP|UDP|SCTP)$/.exec(one) ?? [];
        return port === undefined ? [] : [{ containerPort: Number(port), protocol }];
      }),
      resources: { limits: amounts('Limits'), requests: amounts('Requests') },
      volumeMounts: (entryNamed(inner, 'Mounts')?.inner ?? []).flatMap((one) => {
        const [, mountPath, volume] = /^(\S+) from (\S+)/.exec(textOf(one)) ?? [];
        return mountPath === undefined || volume === undefined ? [] : [{ mountPath, name: volume }];
      }),
      ...probe('livenessProbe', valueOf(inner, 'Liveness')),
      ...probe('readinessProbe', valueOf(inner, 'Readiness')),
      ...probe('startupProbe', valueOf(inner, 'Startup')),
    };
    return { spec, status: statusOf(name, image, inner) };
  });
}

function textOf({ key, value }: Entry): string {
  return value === '' ? key : `${key}: ${value}`;
}

/** `http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3` */
function probe(field: string, text: string): Record<string, unknown> {
  if (text === '') return {};
  const number = (pattern: RegExp): number | undefined => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [, scheme, port, path] = /^http-get (https?):\/\/[^:/]*:(\w+)(\S*)/.exec(text) ?? [];
  const [, tcp] = /^tcp-socket [^:]*:(\w+)/.exec(text) ?? [];
  const [, exec] = /^exec \[(.*?)\] delay=/.exec(text) ?? [];
  const portOf = (one: string): number | string => (/^\d+$/.test(one) ? Number(one) : one);
  return {
    [field]: {
      ...(port !== undefined && { httpGet: { port: portOf(port), path, scheme: scheme?.toUpperCase() } }),
      ...(tcp !== undefined && { tcpSocket: { port: portOf(tcp) } }),
      ...(exec !== undefined && { exec: { command: exec.split(' ') } }),
      initialDelaySeconds: number(/delay=(\d+)s/),
      timeoutSeconds: number(/timeout=(\d+)s/),
      periodSeconds: number(/period=(\d+)s/),
      failureThreshold: number(/#failure=(\d+)/),
    },
  };
}

function statusOf(name: string, image: string, inner: readonly Entry[]): object {
  const id = valueOf(inner, 'Container ID');
  const last = entryNamed(inner, 'Last State');
  return {
    name,
    image,
    imageID: valueOf(inner, 'Image ID'),
    ...(id && { containerID: id }),
    ready: valueOf(inner, 'Ready') === 'True',
    restartCount: Number(valueOf(inner, 'Restart Count')) || 0,
    state: stateOf(entryNamed(inner, 'State')),
    ...(last && { lastState: stateOf(last) }),
  };
}

function stateOf(state: Entry | undefined): object {
  if (!state) return { waiting: { reason: 'ContainerCreating' } };
  const { value, inner } = state;
  const reason = valueOf(inner, 'Reason');
  const message = valueOf(inner, 'Message');
  const said = { ...(reason && { reason }), ...(message && { message }) };
  const startedAt = time(valueOf(inner, 'Started'));
  if (value === 'Running') return { running: { ...(startedAt !== undefined && { startedAt }) } };
  if (value !== 'Terminated') return { waiting: said };
  const finishedAt = time(valueOf(inner, 'Finished'));
  const exitCode = Number(valueOf(inner, 'Exit Code')) || 0;
  return {
    terminated: {
      exitCode,
      ...said,
      ...(startedAt !== undefined && { startedAt }),
      ...(finishedAt !== undefined && { finishedAt }),
    },
  };
}

/** `Ready   False` in the table of conditions. */
function conditionsOf(head: string): object[] {
  const table = /^Conditions:\n((?: .*\n?)*)/m.exec(head)?.[1] ?? '';
  return table.split('\n').flatMap((line) => {
    const [type = '', status = ''] = line.trim().split(/\s+/, 2);
    return /^(?:True|False|Unknown)$/.test(status) ? [{ type, status }] : [];
  });
}

function volumesOf(entries: readonly Entry[]): object[] {
  return (entryNamed(entries, 'Volumes')?.inner ?? []).map(({ key: name, inner }) => {
    const [type = ''] = valueOf(inner, 'Type').split(' ', 1);
    switch (type) {
      case 'PersistentVolumeClaim':
        return { name, persistentVolumeClaim: { claimName: valueOf(inner, 'ClaimName') } };
      case 'ConfigMap':
        return { name, configMap: { name: valueOf(inner, 'Name') } };
      case 'Secret':
        return { name, secret: { secretName: valueOf(inner, 'SecretName') } };
      case 'HostPath':
        return { name, hostPath: { path: valueOf(inner, 'Path') } };
      case 'Projected':
        return { name, projected: {} };
      default:
        return { name, emptyDir: {} };
    }
  });
}
