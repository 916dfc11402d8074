import { entryOf } from '../entryOf';
import { encode } from 'js-base64';
import { isMap } from '../isMap';
import { textAt } from '../manifest/textAt';
import { isSecretMask } from '../secretStandIn';
import type { ContainerConfig, PodSandboxConfig } from '../cri/types';
import type { Cause, NodeDifference } from './nodeDifference';

/** What is known of the pod on the node, by which two requests are made alike. */
export interface Alike {
  /** What the simulation called something, and what it is called on the node. */
  names: readonly (readonly [simulated: string, real: string])[];
  /** The folder of the simulated pod: what lies in it, lies elsewhere on the node. */
  rootDir: string;
  /** The simulated pod's address, which cannot be known beforehand; '' if it has none. */
  address: string;
  /** Whether the container's part of the pod's spec is that of the manifest; undefined where nothing tells. */
  isSameSpec: boolean | undefined;
}

/** Fields that differ from start to start, or that others tell better. */
const leftOut =
  /^(?:metadata\.|log_path$|log_directory$|image\.image$|image\.annotations|image\.runtime_handler|annotations\[kubernetes\.io\/config\.seen\]|annotations\[kubectl\.kubernetes\.io\/last-applied-configuration\]|annotations\[io\.kubernetes\.container\.(?:restartCount|hash)\])/;
/** Fields by which the lists of messages are told apart. */
const keys = ['key', 'container_path', 'name', 'page_size'];

/** In what the configuration that a kubelet sent differs from the one that is predicted. */
export function requestDifferences(
  predicted: PodSandboxConfig | ContainerConfig,
  found: object,
  alike: Alike,
): NodeDifference[] {
  const known = flat(JSON.parse(renamed(JSON.stringify(predicted), alike)));
  const real = flat(found);
  const fields = new Set([...known.keys(), ...real.keys()]);
  return [...fields].flatMap((field): NodeDifference[] => {
    const [before, after] = [known.get(field), real.get(field)];
    if (leftOut.test(field) || isAlike(field, before, after, alike)) return [];
    // What a variable holds may be a Secret's, and arguments may have it from there.
    const isValue = /^(?:envs\[|args\[|command\[[1-9])/.test(field);
    const shown = (value: string | undefined): string | undefined =>
      isValue && value !== undefined ? 'a value' : value;
    const texts =
      before !== undefined && after !== undefined && isValue ? [{ predicted: 'one value', found: 'another' }] : [];
    const [told = { predicted: shown(before), found: shown(after) }] = texts;
    return [{ field, cause: causeOf(field, alike), ...defined(told) }];
  });
}

function defined({ predicted, found }: { predicted?: string | undefined; found?: string | undefined }) {
  return { ...(predicted !== undefined && { predicted }), ...(found !== undefined && { found }) };
}

function renamed(text: string, { names }: Alike): string {
  return names.reduce(
    (all, [simulated, real]) =>
      simulated === '' || simulated === real ? all : all.replaceAll(simulated, () => JSON.stringify(real).slice(1, -1)),
    text,
  );
}

function isAlike(field: string, before: string | undefined, after: string | undefined, alike: Alike): boolean {
  if (before === after) return true;
  if (before === undefined || after === undefined) return false;
  if (isSecretMask(before) || before.includes('‹secret ')) return true;
  if (alike.address !== '' && before.includes(alike.address)) return true;
  // In crictl 1.36 and newer, and runtimes of that age, the values of variables are bytes.
  if (field.startsWith('envs[')) return encode(before) === after;
  return field.startsWith('mounts[') && field.endsWith('.host_path') && before.startsWith(`${alike.rootDir}/`);
}

/** Every value by its path. Nothing that a runtime keeps is deeper than a few steps. */
function flat(value: unknown, path = '', out = new Map<string, string>(), depth = 0): Map<string, string> {
  if (depth > 12 || value === null || value === undefined || value === '' || value === false || value === 0) return out;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const key = keys
        .map((name) => (isMap(item) ? entryOf(item, name) : undefined))
        .find((one) => typeof one === 'string');
      const at = `${path}[${key ?? index}]`;
      if (path === 'envs' && isMap(item)) out.set(at, textAt(item, ['value']));
      else flat(item, at, out, depth + 1);
    }
  } else if (isMap(value)) {
    const isEntry = /^(?:labels|annotations|linux\.sysctls|linux\.resources\.unified)$/.test(path);
    for (const [name, entry] of Object.entries(value))
      flat(entry, isEntry ? `${path}[${name}]` : path ? `${path}.${name}` : name, out, depth + 1);
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    out.set(path, `${value}`);
  return out;
}

const ofNode =
  /^(?:dns_config|linux\.cgroup_parent|linux\.resources\.(?:hugepage_limits|oom_score_adj|memory_swap|unified|cpuset)|linux\.security_context\.(?:apparmor|selinux|namespace_options\.userns))/;
/** Variables that the kubelet makes of Services: `API_SERVICE_HOST`, `API_PORT_80_TCP_ADDR` (pkg/kubelet/envvars, 1.37). */
function isOfService(field: string): boolean {
  const parts = ['_SERVICE_HOST]', '_SERVICE_PORT', '_PORT]', '_PORT_'];
  return field.startsWith('envs[') && parts.some((part) => field.includes(part));
}

function causeOf(field: string, { isSameSpec }: Alike): Cause {
  if (isOfService(field)) return 'values';
  if (ofNode.test(field)) return 'node';
  if (isSameSpec === false) return 'spec';
  if (field.startsWith('envs[')) return 'values';
  // The hash covers only the container, not what it gets from its pod.
  return isSameSpec === true &&
    !/^(?:labels|annotations|hostname|port_mappings|linux\.security_context|mounts)/.test(field)
    ? 'node'
    : 'spec';
}
