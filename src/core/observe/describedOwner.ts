import type { WrittenObject } from '../api/kubernetesObject';

/** What the lines of `kubectl describe` have of other kinds than pods, by which each is known (pkg/describe, 1.37). */
const signs: readonly [kind: string, apiVersion: string, sign: RegExp][] = [
  ['Deployment', 'apps/v1', /^(?:StrategyType|OldReplicaSets|NewReplicaSet):/m],
  ['DaemonSet', 'apps/v1', /^Desired Number of Nodes Scheduled:/m],
  ['StatefulSet', 'apps/v1', /^(?:Update Strategy|Volume Claims):/m],
  ['CronJob', 'batch/v1', /^(?:Schedule|Concurrency Policy|Last Schedule Time):/m],
  ['Job', 'batch/v1', /^(?:Parallelism|Completions|Completion Mode|Pods Statuses):/m],
  ['ReplicaSet', 'apps/v1', /^Replicas: +\d+ current \/ \d+ desired/m],
  ['PersistentVolumeClaim', 'v1', /^(?:Access Modes|Used By|VolumeMode):/m],
  ['Node', 'v1', /^(?:Roles|Taints|Unschedulable|Allocatable|System Info|PodCIDR):/m],
];

/** The kind of what a text of `kubectl describe` is of, where that is no pod. */
export function describedKind(text: string): { kind: string; apiVersion: string } | undefined {
  const [kind, apiVersion] = signs.find(([, , sign]) => sign.test(text)) ?? [];
  return kind === undefined || apiVersion === undefined ? undefined : { kind, apiVersion };
}

/** A workload, claim or node as its lines tell it: how many pods it is to have and has, its phase, its conditions. */
export function describedOwner(
  { kind, apiVersion }: { kind: string; apiVersion: string },
  metadata: object,
  head: string,
): WrittenObject & { status: object } {
  const number = (pattern: RegExp): number | undefined => {
    const found = pattern.exec(head)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const wanted = number(/^Replicas: +(\d+) desired/m) ?? number(/^Replicas: .*\/ (\d+) desired/m);
  const available = number(/^Replicas: .*\| (\d+) available/m) ?? number(/^Pods Status: +(\d+) Running/m);
  const phase = /^Status: +(Bound|Pending|Lost)\b/m.exec(head)?.[1];
  const desired = number(/^Desired Number of Nodes Scheduled: +(\d+)/m);
  return {
    apiVersion,
    kind,
    metadata: { ...metadata },
    spec: {
      ...(wanted !== undefined && { replicas: wanted }),
      ...(/^Unschedulable: +true/m.test(head) && { unschedulable: true }),
      ...(/^Suspend: +true/im.test(head) && { suspend: true }),
    },
    status: {
      ...(available !== undefined && { readyReplicas: available }),
      ...(phase !== undefined && { phase }),
      ...(desired !== undefined && {
        desiredNumberScheduled: desired,
        currentNumberScheduled: number(/^Current Number of Nodes Scheduled: +(\d+)/m) ?? desired,
        numberReady: number(/^Number of Nodes Scheduled with Available Pods: +(\d+)/m) ?? 0,
      }),
      conditions: conditionsOf(head),
    },
  };
}

/** The table of conditions: of a Deployment with reasons, of a node with times and messages too. */
function conditionsOf(head: string): object[] {
  const [, table = ''] = head.split('\nConditions:\n', 2);
  const [names = '', ...rows] = table.split('\n');
  const columns = [...names.matchAll(/\S+/g)].map(({ 0: name, index }) => ({ name, index }));
  const end = rows.findIndex((row) => !row.startsWith(' '));
  return (end < 0 ? rows : rows.slice(0, end)).flatMap((row) => {
    const cell = (name: string): string => {
      const at = columns.findIndex((one) => one.name === name);
      return at < 0 ? '' : row.slice(columns[at]!.index, columns[at + 1]?.index).trim();
    };
    const [type, status, reason, message] = ['Type', 'Status', 'Reason', 'Message'].map(cell);
    const since = Date.parse(cell('LastTransitionTime'));
    if (!/^(?:True|False|Unknown)$/.test(status ?? '')) return [];
    return [
      {
        type,
        status,
        ...(reason && { reason }),
        ...(message && { message }),
        ...(!Number.isNaN(since) && { lastTransitionTime: new Date(since).toISOString().replace('.000Z', 'Z') }),
      },
    ];
  });
}
