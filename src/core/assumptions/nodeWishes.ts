import { entryOf, setEntry } from '../entryOf';
import { selects } from '../api/labelSelector';
import type { LabelSelector, NodeSelectorRequirement, PodAffinityTerm } from '../api/types';
import type { Path } from '../path';
import { hostPortsOf, portsConflict } from '../componentHelpers/hostPorts';
import { matchesRequirement } from '../componentHelpers/nodeAffinity';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import type { Known } from './known';
import { volumePlaces } from './volumePlaces';

const hostname = 'kubernetes.io/hostname';

/** What a label of a node has to be. */
interface Wish {
  key: string;
  path: Path;
  isGood: (value: string | undefined) => boolean;
  /** Values that may do; undefined is none. */
  candidates: (string | undefined)[];
}

interface WishedNode {
  labels: Record<string, string>;
  /** Keys that somebody counts on. */
  claimed: Set<string>;
  users: Set<AskedPods>;
}

/**
 * That there are nodes with the names and labels that the pods ask for, and as many as it takes to keep pods apart that
 * want to be apart.
 *
 * @param known the claims, volumes and classes of storage that say where a volume can be used
 * @param base the labels of a node of which nobody asks anything
 * @param isFixed the labels are known: no other ones are taken for granted
 */
export function nodeWishes(
  all: readonly AskedPods[],
  known: Known,
  base: Readonly<Record<string, string>>,
  isFixed: boolean,
): Need[] {
  const nodes: WishedNode[] = [{ labels: { ...base }, claimed: new Set(), users: new Set() }];
  const needs: Need[] = [];
  for (const asked of all) {
    const domains = domainsOf(asked);
    const reached = volumePlaces(asked, known).map(({ key, values, path }) => oneOf(key, values, path));
    const used = domains.map(() => new Map<string, number>());
    /** Whether a pod can be on the node, whose labels become such that it can. */
    const place = (number: number, node: WishedNode): boolean => {
      if ([...node.users].some((user) => areApart(user, asked))) return false;
      const apart = domains.map((domain, i) => domainWish(domain, used[i]!));
      const found = assignments(asked, node, [...reached, ...apart], isFixed);
      if (!found) return false;
      node.users.add(asked);
      for (const { key, value, path } of found) {
        node.claimed.add(key);
        if (entryOf(node.labels, key) === value) continue;
        if (value === undefined) delete node.labels[key];
        else setEntry(node.labels, key, value);
        const gift = { labels: [{ node: number, key, value }] };
        needs.push({ ...labelWords(key, value), place: asked.placeOf(path), gift });
      }
      domains.forEach(({ key }, i) => {
        const value = entryOf(node.labels, key) ?? '';
        used[i]!.set(value, (used[i]!.get(value) ?? 0) + 1);
      });
      return true;
    };
    let left = Math.max(1, ...domains.map(({ count }) => count));
    for (const [number, node] of nodes.entries()) if (left > 0 && place(number, node)) left--;
    const path = domains.find(({ count }) => count > 1)?.path ?? [];
    for (; left > 0; left--) {
      const number = nodes.length;
      const labels = { ...base, [hostname]: nodeName(number, base[hostname]) };
      const node: WishedNode = { labels, claimed: new Set(), users: new Set() };
      if (!place(number, node)) break;
      nodes.push(node);
      needs.push({ id: 'nodes', what: '', place: asked.placeOf(path), gift: {} });
    }
  }
  const count = nodes.length;
  return needs.map((need) =>
    need.id === 'nodes' ? { ...need, what: `${count} nodes`, gift: { nodes: count } } : need,
  );
}

/** The name of a node by its number, where nobody asks for another one. */
export function nodeName(number: number, first = ''): string {
  if (number === 0) return first;
  return first === 'kind-control-plane' ? `kind-worker${number > 1 ? number : ''}` : `${first}-${number + 1}`;
}

function labelWords(key: string, value: string | undefined): { id: string; what: string } {
  if (key === hostname) return { id: `node ${value}`, what: `a node with the name ${value}` };
  if (value === undefined) return { id: `node without label ${key}`, what: `a node without the label ${key}` };
  const label = value === '' ? key : `${key}=${value}`;
  const isWindows = key.endsWith('kubernetes.io/os') && value === 'windows';
  return {
    id: `node label ${label}`,
    what: `a node with the label ${label}${isWindows ? ' (simulated as one with Linux)' : ''}`,
  };
}

/** How the node's labels become such as the pods want them; undefined where they cannot. */
function assignments(
  asked: AskedPods,
  node: WishedNode,
  further: readonly Wish[],
  isFixed: boolean,
): { key: string; value: string | undefined; path: Path }[] | undefined {
  const { nodeSelector, affinity, nodeName: name, os } = asked.pod.spec;
  const own: Wish[] = [
    ...Object.entries(nodeSelector ?? {}).map(([key, value]) => oneOf(key, [value], ['spec', 'nodeSelector', key])),
    ...(name ? [oneOf(hostname, [name], ['spec', 'nodeName'])] : []),
    ...(os?.name ? [oneOf('kubernetes.io/os', [os.name], ['spec', 'os', 'name'])] : []),
    ...further,
  ];
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const at: Path = [
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ];
  const terms = required
    ? (required.nodeSelectorTerms ?? []).map(({ matchExpressions = [], matchFields = [] }, i) => [
        ...own,
        ...matchExpressions.map((one, j) => wishOf(one.key, one, [...at, i, 'matchExpressions', j])),
        ...matchFields.map((one, j) => wishOf(hostname, one, [...at, i, 'matchFields', j])),
      ])
    : [own];
  const solutions = terms.flatMap((wishes) => solved(wishes, node, isFixed) ?? []);
  return solutions.find(({ changes }) => changes === 0)?.values ?? solutions[0]?.values;
}

function solved(
  wishes: readonly Wish[],
  node: WishedNode,
  isFixed: boolean,
): { values: { key: string; value: string | undefined; path: Path }[]; changes: number }[] | undefined {
  const values: { key: string; value: string | undefined; path: Path }[] = [];
  let changes = 0;
  for (const key of new Set(wishes.map((wish) => wish.key))) {
    const own = wishes.filter((wish) => wish.key === key);
    const { path } = own[0]!;
    const isGood = (value: string | undefined): boolean => own.every((wish) => wish.isGood(value));
    const current = entryOf(node.labels, key);
    if (isGood(current)) {
      values.push({ key, value: current, path });
      continue;
    }
    const all = own.flatMap(({ candidates }) => candidates);
    const index = all.findIndex(isGood);
    if (index < 0 || isFixed || node.claimed.has(key)) return undefined;
    values.push({ key, value: all[index], path });
    changes++;
  }
  return [{ values, changes }];
}

function oneOf(key: string, values: string[], path: Path): Wish {
  return { key, path, isGood: (value) => value !== undefined && values.includes(value), candidates: values };
}

function wishOf(key: string, requirement: NodeSelectorRequirement, path: Path): Wish {
  return {
    key,
    path,
    isGood: (value) => matchesRequirement(requirement, value),
    candidates: candidatesOf(requirement),
  };
}

function candidatesOf({ operator, values = [] }: NodeSelectorRequirement): (string | undefined)[] {
  const [first = ''] = values;
  switch (operator) {
    case 'In':
      return values;
    case 'Exists':
      return [''];
    case 'Gt':
    case 'Lt':
      return /^-?\d+$/.test(first) ? [String(BigInt(first) + (operator === 'Gt' ? 1n : -1n))] : [];
    default:
      return [undefined];
  }
}

/**
 * A label that must be there, with another value on each node until there are enough of them, and then with those that
 * the fewest nodes have.
 *
 * @param used how many nodes have each value
 */
function domainWish({ key, path, count }: Domain, used: ReadonlyMap<string, number>): Wish {
  const isComplete = used.size >= count;
  const least = isComplete ? Math.min(...used.values()) : 0;
  const isGood = (value: string | undefined): boolean => value !== undefined && (used.get(value) ?? 0) <= least;
  return { key, path, isGood, candidates: isComplete ? [...used.keys()] : [newValue(key, used)] };
}

function newValue(key: string, used: ReadonlyMap<string, number>): string {
  const short = key.replace(/^.*\//, '');
  let number = used.size + 1;
  while (used.has(`${short}-${number}`)) number++;
  return `${short}-${number}`;
}

interface Domain {
  key: string;
  path: Path;
  /** How many different values it takes. */
  count: number;
}

/** The labels by which the pods are kept together or apart, and of how many different values they have need. */
function domainsOf(asked: AskedPods): Domain[] {
  const { pod, count } = asked;
  const { topologySpreadConstraints = [] } = pod.spec;
  const domains: Domain[] = [];
  topologySpreadConstraints.forEach(({ topologyKey, whenUnsatisfiable, minDomains = 1, labelSelector }, i) => {
    if (whenUnsatisfiable !== 'DoNotSchedule' || !topologyKey) return;
    const least = selects(labelSelector, pod.metadata?.labels) && count > 1 ? minDomains : 1;
    domains.push({ key: topologyKey, path: ['spec', 'topologySpreadConstraints', i], count: least });
  });
  requiredTerms(asked, 'podAffinity').forEach(({ topologyKey }, i) => {
    if (topologyKey) domains.push({ key: topologyKey, path: termPath('podAffinity', i), count: 1 });
  });
  requiredTerms(asked, 'podAntiAffinity').forEach((term, i) => {
    const { topologyKey } = term;
    // Nodes that do not have the label keep no pods apart.
    const isKnown =
      topologyKey === hostname || domains.some(({ key }) => key === topologyKey) || isSelected(asked, topologyKey);
    if (means(term, asked, asked) && isKnown)
      domains.push({ key: topologyKey, path: termPath('podAntiAffinity', i), count });
  });
  const port = firstHostPort(asked);
  if (port && count > 1) domains.push({ key: hostname, path: port, count });
  return domains;
}

function isSelected({ pod: { spec } }: AskedPods, key: string): boolean {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const named = terms.flatMap(({ matchExpressions = [] }) => matchExpressions.map((one) => one.key));
  return Object.hasOwn(spec.nodeSelector ?? {}, key) || named.includes(key);
}

/** Whether no two of the pods are on one node. */
export function areAlone(asked: AskedPods): boolean {
  return asked.count > 1 && domainsOf(asked).some(({ count }) => count === asked.count);
}

/** Whether pods of the two can not be on one node. */
function areApart(a: AskedPods, b: AskedPods): boolean {
  if (a === b) return false;
  const keepsAway = (one: AskedPods, other: AskedPods): boolean =>
    requiredTerms(one, 'podAntiAffinity').some((term) => term.topologyKey === hostname && means(term, one, other));
  return keepsAway(a, b) || keepsAway(b, a) || portsConflict(hostPortsOf(a.pod), hostPortsOf(b.pod));
}

/** The path of the first port of the node that the pods take. */
function firstHostPort({ pod: { spec } }: AskedPods): Path | undefined {
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [i, { ports, restartPolicy }] of (spec[list] ?? []).entries()) {
      if (list === 'initContainers' && restartPolicy !== 'Always') continue;
      const port = (ports ?? []).findIndex(
        ({ hostPort, containerPort }) => hostPort ?? (spec.hostNetwork && containerPort),
      );
      if (port >= 0) return ['spec', list, i, 'ports', port];
    }
  }
  return undefined;
}

type Group = 'podAffinity' | 'podAntiAffinity';

/** The terms that must hold. */
export function requiredTerms({ pod }: AskedPods, group: Group): PodAffinityTerm[] {
  return pod.spec.affinity?.[group]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** The path of such a term in the pod. */
export function termPath(group: Group, i: number): Path {
  return ['spec', 'affinity', group, 'requiredDuringSchedulingIgnoredDuringExecution', i];
}

/** Whether a term of one's pods means the other's, as far as names of namespaces tell it. */
export function means(term: PodAffinityTerm, owner: AskedPods, other: AskedPods): boolean {
  const named = term.namespaces?.length ? term.namespaces : [owner.namespace];
  const isInside = term.namespaceSelector !== undefined || named.includes(other.namespace);
  return isInside && selects(term.labelSelector, other.pod.metadata?.labels);
}

/** Labels that the selector chooses; undefined where it leaves nothing. */
export function labelsFor({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): Record<string, string> | undefined {
  const labels = { ...matchLabels };
  for (const { key, operator, values = [] } of matchExpressions) {
    if (entryOf(labels, key) !== undefined) continue;
    if (operator === 'In') setEntry(labels, key, values[0] ?? '');
    if (operator === 'Exists') setEntry(labels, key, '');
  }
  return selects({ matchLabels, matchExpressions }, labels) ? labels : undefined;
}
