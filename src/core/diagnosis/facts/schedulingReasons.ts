import type { Container, Pod, Volume } from '../../api/types';
import type { PodFacts } from './podFacts';
import { entryOf } from '../../entryOf';
import { nearly } from './nearly';
import { kubectl, type SuggestedCommand } from './suggestedCommand';

/** One of the scheduler's reasons, in words. */
export interface SchedulingReason {
  cause: string;
  field?: string;
  next?: string;
  command?: SuggestedCommand;
  isAboutClaims?: boolean;
}

/**
 * What the scheduler says of the nodes that it left out, the reason with most nodes first: the texts of the plugins in
 * pkg/scheduler/framework/plugins, 1.18 to 1.37.
 *
 * @param message `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had …. preemption: …`
 */
export function schedulingReasons(message: string, facts: PodFacts): SchedulingReason[] {
  const text = message
    .replace(/^\d+\/\d+ nodes are available: /, '')
    .replace(/\.? ?preemption: .*$/s, '')
    .replace(/\. not found$/, '')
    .replace(/\.$/, '');
  // A taint's braces may hold commas.
  const parts = text.split(/, (?=\d)/).map((part) => ({ count: Number.parseInt(part, 10) || 0, part: part.trim() }));
  parts.sort((a, b) => b.count - a.count);
  return parts.map(({ part }) => inWords(part, facts));
}

function inWords(part: string, facts: PodFacts): SchedulingReason {
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(part);
    if (match) return reason(match[1] ?? '', facts);
  }
  return { cause: part };
}

const nodes = kubectl`get nodes`;

const reasons: readonly [RegExp, (what: string, facts: PodFacts) => SchedulingReason][] = [
  [/^no nodes available/, () => ({ cause: 'the cluster has no nodes', next: 'add a node', command: nodes })],
  [
    /Insufficient (\S+)/,
    (resource, facts) => ({
      cause: `not enough ${resource} is free (Insufficient ${resource})${asked(facts, resource)}`,
      field: requestField(facts, resource),
      next: `ask for less ${resource}, free some on a node, or add a node that has it`,
      command: kubectl`describe nodes`,
    }),
  ],
  [
    /Too many pods/,
    () => ({
      cause: 'the nodes run as many pods as they may (Too many pods)',
      next: 'end pods or add a node',
      command: nodes,
    }),
  ],
  [
    /didn't match Pod's node affinity|didn't match node selector|node\(s\) didn't match Pod's node/,
    (_, facts) => {
      const { pod } = facts;
      const selector = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
      const isSelector = selector.length > 0;
      const terms = affinityTerms(pod);
      return {
        cause: `${
          isSelector
            ? `no node has the labels that nodeSelector asks for (${selector.join(', ')})`
            : `no node fits the pod's node affinity${terms && ` (${terms})`}`
        }${nearLabel(askedLabels(pod), facts)}`,
        field: isSelector ? 'nodeSelector' : 'affinity.nodeAffinity',
        next: 'correct the selector, or give a node these labels',
        command: isSelector ? kubectl`get nodes -l ${selector.join(',')}` : kubectl`get nodes --show-labels`,
      };
    },
  ],
  [
    /requested node name/,
    (_, { pod }) => ({
      cause: `there is no node ${pod.spec?.nodeName ?? ''}, which nodeName asks for`,
      field: 'nodeName',
      next: 'leave nodeName out',
      command: nodes,
    }),
  ],
  [
    /didn't (?:match|satisfy) pod anti-affinity|didn't match pod affinity\/anti-affinity/,
    () => ({
      cause: 'its pod anti-affinity excludes the nodes where such pods already run',
      field: 'affinity.podAntiAffinity',
      next: 'run fewer replicas than nodes, or make the rule preferred instead of required',
      command: kubectl`get pods -A -o wide`,
    }),
  ],
  [
    /existing pods anti-affinity/,
    () => ({
      cause: 'pods that run there have an anti-affinity to it',
      field: 'metadata.labels',
      next: 'find the pods that have that rule',
      command: kubectl`get pods -A -o wide`,
    }),
  ],
  [
    /pod affinity/,
    () => ({
      cause: 'no node runs the pods that its pod affinity asks for',
      field: 'affinity.podAffinity',
      next: 'start those pods first, or correct the labelSelector',
      command: kubectl`get pods -A --show-labels`,
    }),
  ],
  [/topology spread constraints?(.*)/, (detail, facts) => spread(detail, facts)],
  [
    /untolerated taint\(?s?\)? ?\{?([^}]*)\}?|taint \{([^{}]*)\}|had taints? /,
    (taint) => tainted(taint.replace(/: $/, '')),
  ],
  [
    /were unschedulable/,
    () => ({
      cause: 'nodes are cordoned (unschedulable)',
      next: 'kubectl uncordon the node when it may take pods',
      command: nodes,
    }),
  ],
  [
    /free ports/,
    (_, { pod }) => {
      const index = pod.spec?.containers.findIndex(({ ports }) => ports?.some(({ hostPort }) => hostPort)) ?? -1;
      return {
        cause: 'the host ports that it asks for are taken on every node (no free ports)',
        field: `containers[${Math.max(0, index)}].ports`,
        next: 'leave hostPort out, or run fewer replicas than nodes',
        command: kubectl`get pods -A -o wide`,
      };
    },
  ],
  [
    /persistentvolumeclaim "([^"]+)" (?:not found|is being deleted|bound to non-existent)/i,
    (claim, facts) => ({
      cause: `its PersistentVolumeClaim ${claim} does not exist${meantClaim(claim, facts)}`,
      field: claimField(facts, claim),
      next: `create the claim ${claim} in namespace ${facts.namespace}, or correct claimName`,
      command: kubectl`get pvc -n ${facts.namespace}`,
      isAboutClaims: true,
    }),
  ],
  [
    /unbound immediate PersistentVolumeClaims/,
    (_, facts) => ({
      cause: 'its PersistentVolumeClaim is not bound to a volume (unbound)',
      field: claimField(facts),
      next: 'find out why: there is no volume of that size, access mode and class, or no such StorageClass or provisioner',
      command: kubectl`describe pvc -n ${facts.namespace}`,
      isAboutClaims: true,
    }),
  ],
  [
    /storageclass(?:\.storage\.k8s\.io)? "([^"]+)" not found/i,
    (name, facts) => ({
      cause: `the StorageClass ${name} does not exist`,
      field: claimField(facts),
      next: 'correct storageClassName of the claim',
      command: kubectl`get storageclass`,
      isAboutClaims: true,
    }),
  ],
  [
    /(volume node affinity conflict|PersistentVolume's node affinity|no available volume zone)/,
    (_, facts) => ({
      cause: 'its volume can be used only on other nodes (volume node affinity)',
      field: claimField(facts),
      next: 'find out in which zone or on which node the volume is, and check that a node there has room',
      command: kubectl`describe pv`,
      isAboutClaims: true,
    }),
  ],
  [
    /ReadWriteOncePod/,
    (_, facts) => ({
      cause: 'another pod uses its claim, which only one pod at a time may (ReadWriteOncePod)',
      field: claimField(facts),
      next: 'end the other pod, or use another access mode',
      command: kubectl`describe pvc -n ${facts.namespace}`,
    }),
  ],
  [
    /max volume count/,
    (_, facts) => ({
      cause: 'the nodes have as many volumes attached as they can (max volume count)',
      field: claimField(facts),
      next: 'end pods with volumes there, or add a node',
      command: kubectl`get volumeattachments`,
    }),
  ],
  [
    /CSI driver is not installed/,
    (_, facts) => ({
      cause: 'the CSI driver of its volume is not installed on the nodes',
      field: claimField(facts),
      next: 'check that the driver’s pods run on the nodes',
      command: kubectl`get csidrivers,csinodes`,
    }),
  ],
  [
    /available persistent volumes to bind|enough free storage|non-existent pv|no available disk/,
    (_, facts) => ({
      cause: 'its volumes are not available there: no volume to bind, or the node holds as many as it may',
      field: claimField(facts),
      next: 'check the claim and the nodes’ CSI drivers',
      command: kubectl`describe pvc -n ${facts.namespace}`,
      isAboutClaims: true,
    }),
  ],
  [
    /device class (\S+) does not exist/,
    (name) => ({
      cause: `the DeviceClass ${name} does not exist`,
      field: 'resourceClaims',
      next: 'correct deviceClassName of the claim, or install the driver that brings the class',
      command: kubectl`get deviceclasses`,
    }),
  ],
  [
    /(resourceclaim.*|cannot allocate all claims.*)/i,
    (text, facts) => ({
      cause: `its resource claims cannot be allocated: ${text}`,
      field: 'resourceClaims',
      next: 'check the claims, their DeviceClass and the driver',
      command: kubectl`get resourceclaims,deviceclasses,resourceslices -n ${facts.namespace}`,
    }),
  ],
];

/** Taints that the cluster itself sets, for what they stand (staging/src/k8s.io/api/core/v1/well_known_taints.go, 1.37). */
const ownTaints: Readonly<Record<string, [means: string, next: string]>> = {
  'not-ready': ['are not ready', 'find out why the nodes are not ready'],
  unreachable: ['do not report', 'check whether the nodes and their kubelets run and reach the API server'],
  unschedulable: ['are cordoned', 'kubectl uncordon the node when it may take pods'],
  'memory-pressure': [
    'are short of memory',
    'free memory on the nodes, or add one; the taint is then removed automatically',
  ],
  'disk-pressure': [
    'are short of disk space',
    'free disk space on the nodes, or add one; the taint is then removed automatically',
  ],
  'pid-pressure': [
    'are short of process ids',
    'find the pods that start so many processes; the taint is then removed automatically',
  ],
  'network-unavailable': ['have no network yet', 'check that the network plugin’s pods run on the nodes'],
  uninitialized: ['wait for the cloud provider', 'check that the cloud controller manager runs: it removes the taint'],
};

function tainted(taint: string): SchedulingReason {
  const [, own = ''] = /^node(?:\.cloudprovider)?\.kubernetes\.io\/([\w-]+)/.exec(taint) ?? [];
  const [means, next] = entryOf(ownTaints, own) ?? [];
  return {
    cause:
      means === undefined
        ? `nodes have taints that the pod does not tolerate${taint ? ` (untolerated taint ${taint})` : ''}`
        : `nodes ${means} (untolerated taint ${taint})`,
    ...(means === undefined && { field: 'tolerations' }),
    next: next ?? 'add a toleration, or remove the taint',
    command: kubectl`get nodes -o custom-columns="NAME:.metadata.name,TAINTS:.spec.taints"`,
  };
}

/** What a node has instead of the labels that are asked for: a key or a value that is near. */
function nearLabel(wanted: Readonly<Record<string, readonly string[]>>, { objects }: PodFacts): string {
  const labels = objects.flatMap(({ kind, metadata }) =>
    kind === 'Node'
      ? Object.entries(metadata?.labels ?? {}).map(([key, value]) => ({ key, value, node: metadata?.name ?? '' }))
      : [],
  );
  for (const [key, values] of Object.entries(wanted)) {
    const own = labels.filter((label) => label.key === key);
    if (own.some(({ value }) => values.length === 0 || values.includes(value))) continue;
    if (own.length > 0)
      return `; the nodes have ${key} ${[...new Set(own.map(({ value }) => value))].slice(0, 5).join(', ')}`;
    const meant = nearly(key, [...new Set(labels.map((label) => label.key))]);
    const has = labels.find((label) => label.key === meant);
    if (has) return `; node ${has.node} has ${has.key}=${has.value}`;
  }
  return '';
}

/** The terms that a node has to fit, of which one is enough; preferences keep no node out. */
function affinityTerms({ spec }: Pod): string {
  const { nodeSelectorTerms = [] } = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? {};
  return nodeSelectorTerms
    .map(({ matchExpressions = [], matchFields = [] }) =>
      [...matchExpressions, ...matchFields]
        .map(
          ({ key, operator, values = [] }) => `${key} ${operator}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`,
        )
        .join(' and '),
    )
    .join(', or ');
}

/** The labels that a node must have, each with the values that will do. */
function askedLabels({ spec }: Pod): Record<string, readonly string[]> {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const expressions = terms.flatMap(({ matchExpressions = [] }) => matchExpressions);
  return Object.fromEntries([
    ...Object.entries(spec?.nodeSelector ?? {}).map(([key, value]) => [key, [value]]),
    ...expressions.flatMap(({ key, operator, values = [] }) =>
      operator === 'In' || operator === 'Exists' ? [[key, values]] : [],
    ),
  ]);
}

/** By the constraints that must hold; those of ScheduleAnyway keep no node out. */
function spread(detail: string, { pod }: PodFacts): SchedulingReason {
  const all = pod.spec?.topologySpreadConstraints ?? [];
  const must = all.filter(({ whenUnsatisfiable }) => whenUnsatisfiable !== 'ScheduleAnyway');
  const own = pod.metadata?.labels ?? {};
  const unlike = must.find(({ labelSelector }) =>
    Object.entries(labelSelector?.matchLabels ?? {}).some(([key, value]) => entryOf(own, key) !== value),
  );
  const keys = must.map(({ topologyKey }) => topologyKey);
  const domains = must.find(({ minDomains = 1 }) => minDomains > 1);
  const isUnlabelled = /missing required label/.test(detail);
  const selector = Object.entries(unlike?.labelSelector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const facts = [
    ...(isUnlabelled ? [`nodes lack the label ${keys.join(' or ')}`] : []),
    ...(unlike
      ? [`the labelSelector ${selector.join(',')} of ${unlike.topologyKey} does not select the pod itself`]
      : []),
    ...(domains ? [`minDomains asks for ${domains.minDomains} different values of ${domains.topologyKey}`] : []),
  ];
  const index = Math.max(
    0,
    all.findIndex((one) => one === (unlike ?? domains ?? must[0])),
  );
  return {
    cause: `the nodes do not satisfy its topology spread constraints (${keys.join(', ')})${facts.length > 0 ? `: ${facts.join('; ')}` : ''}`,
    field: all.length > 1 ? `topologySpreadConstraints[${index}]` : 'topologySpreadConstraints',
    next: unlike
      ? "correct the labelSelector so that it selects the pod's own labels"
      : isUnlabelled
        ? `label the nodes with ${keys.join(' and ')}`
        : `add nodes with other values of ${keys.join(' and ')}, or say whenUnsatisfiable: ScheduleAnyway`,
    command: kubectl`get nodes --show-labels`,
  };
}

/** What the containers ask for, as written: `: the pod asks for 64` or `… 2Gi (app), 1Gi (log)`; '' where nothing tells. */
function asked({ pod }: PodFacts, resource: string): string {
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const asks = containers.flatMap(({ name, resources }) => {
    const quantity = entryOf(resources?.requests, resource) ?? entryOf(resources?.limits, resource);
    return quantity === undefined ? [] : [{ name, quantity }];
  });
  if (asks.length === 0) return '';
  const [only] = asks.length === 1 ? asks : [];
  return `: the pod asks for ${only ? String(only.quantity) : asks.map(({ name, quantity }) => `${quantity} (${name})`).join(', ')}`;
}

/** The container that asks for it; an API server with defaults writes requests even where the manifest has limits only. */
export function requestField({ pod }: PodFacts, resource: string): string {
  const has = ({ resources }: Container): boolean => entryOf(resources?.requests, resource) !== undefined;
  for (const list of ['containers', 'initContainers'] as const) {
    const index = pod.spec?.[list]?.findIndex(has) ?? -1;
    if (index >= 0) return `${list}[${index}].resources.requests[${resource}]`;
  }
  return 'containers[0].resources';
}

function meantClaim(claim: string, facts: PodFacts): string {
  const meant = nearly(claim, facts.namesOf('PersistentVolumeClaim'));
  return meant && `; there is PersistentVolumeClaim ${meant}`;
}

/** The volume of that claim; without a name, the first of any claim. */
function claimField({ pod }: PodFacts, claim?: string): string {
  const is = ({ name, persistentVolumeClaim, ephemeral }: Volume): boolean => {
    const claimName = persistentVolumeClaim?.claimName ?? (ephemeral ? `${pod.metadata?.name}-${name}` : undefined);
    return claim === undefined ? claimName !== undefined : claimName === claim;
  };
  const index = pod.spec?.volumes?.findIndex(is) ?? -1;
  return index < 0 ? 'volumes' : `volumes[${index}]`;
}
