import { isMap } from '../isMap';
import { textAt } from '../manifest/textAt';
import { valueAt } from '../path';
import { enumNumbers, goFields } from '../cri/goFields';
import { entryOf } from '../entryOf';

type Values = Readonly<Record<string, unknown>>;

/** A sandbox or a container as crictl prints it. */
export interface Inspected {
  type: 'sandbox' | 'container';
  id: string;
  /** The pod, and the container ('' of a sandbox). */
  namespace: string;
  pod: string;
  uid: string;
  container: string;
  /** The hash of the container's part of the pod's spec, which its kubelet recorded; '' if there is none. */
  hash: string;
  /** `runtime.v1`'s own status: what every runtime tells. */
  status: Values;
  /** The request's configuration in proto3's JSON form, where the runtime kept it (containerd does). */
  config?: Values;
  /** What runc, or another OCI runtime, was given. */
  spec?: Values;
  /** The runtime's handler, by the name of its class; '' for the default one, or where nothing tells. */
  handler: string;
  /** How containerd calls what runs it: `io.containerd.runc.v2`; '' where nothing tells. */
  runtimeType: string;
}

/** More than one output of crictl has. */
const mostInspected = 2_000;

/**
 * What is in the output of `crictl inspect`, `inspectp`, `ps -o json` and `pods -o json`; undefined for another value.
 * What has wrong types is left out.
 */
export function inspectedIn(value: unknown): Inspected[] | undefined {
  if (Array.isArray(value)) {
    const all = value.slice(0, mostInspected).map(inspectedIn);
    return all.length > 0 && all.every((one) => one !== undefined) ? all.flat() : undefined;
  }
  if (!isMap(value)) return undefined;
  const { status, info, containers, items } = value;
  if (isMap(status) && isState(status['state'])) return [inspected(status, isMap(info) ? info : {})];
  const list: unknown = containers ?? items;
  if (!Array.isArray(list) || list.length === 0 || !list.every((one) => isMap(one) && isState(one['state'])))
    return undefined;
  return list.slice(0, mostInspected).flatMap((one) => (isMap(one) ? [inspected(one, {})] : []));
}

function isState(state: unknown): boolean {
  return typeof state === 'string' && /^(?:CONTAINER|SANDBOX)_[A-Z]{1,20}$/.test(state);
}

function inspected(status: Values, info: Values): Inspected {
  const type = textAt(status, ['state']).startsWith('SANDBOX') ? 'sandbox' : 'container';
  const label = (name: string): string => textAt(status, ['labels', `io.kubernetes.${name}`]);
  const { config, runtimeSpec } = info;
  const message = type === 'sandbox' ? 'PodSandboxConfig' : 'ContainerConfig';
  const own = type === 'sandbox' ? (name: string) => textAt(status, ['metadata', name]) : undefined;
  return {
    type,
    id: textAt(status, ['id']),
    namespace: own?.('namespace') || label('pod.namespace'),
    pod: own?.('name') || label('pod.name'),
    uid: own?.('uid') || label('pod.uid'),
    container: type === 'sandbox' ? '' : label('container.name') || textAt(status, ['metadata', 'name']),
    hash: textAt(status, ['annotations', 'io.kubernetes.container.hash']),
    status,
    ...(isMap(config) && { config: fromGoJson(message, config) }),
    ...(isMap(runtimeSpec) && { spec: runtimeSpec }),
    handler: textAt(status, ['runtimeHandler']) || textAt(info, ['runtimeHandler']),
    runtimeType: textAt(info, ['runtimeType']),
  };
}

/** How deep messages of the CRI are. */
const maxDepth = 20;

/** What Go's encoding/json wrote of a message, as proto3's JSON has it: enums by their names, 64-bit integers as texts. */
function fromGoJson(message: string, value: Values, depth = 0): Values {
  if (depth > maxDepth) return {};
  const fields = entryOf(goFields, message) ?? {};
  const read = (type: string | undefined, one: unknown): unknown => {
    if (Array.isArray(one)) return one.map((item) => read(type, item));
    if (isMap(one)) return type === undefined ? one : fromGoJson(type, one, depth + 1);
    if (typeof one !== 'number' || type === undefined) return one;
    if (type === 'int64' || type === 'uint64') return String(one);
    const names = entryOf(enumNumbers, type);
    return names ? Object.entries(names).find(([, number]) => number === one)?.[0] : one;
  };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, read(entryOf(fields, name), one)]));
}

/** The texts in a list at a path; other values are left out. */
export function textsAt(root: unknown, path: readonly string[]): string[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The maps in a list at a path; other values are left out. */
export function mapsAt(root: unknown, path: readonly string[]): Values[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value.filter(isMap) : [];
}
