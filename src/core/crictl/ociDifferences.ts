import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { textAt } from '../manifest/textAt';
import { valueAt } from '../path';
import { mapsAt, textsAt } from './inspected';
import type { Cause, NodeDifference } from './nodeDifference';

/** Mounts that containerd and CRI-O make in every container. */
const usualMounts = new Set(['/proc', '/dev', '/dev/pts', '/dev/mqueue', '/dev/shm', '/sys', '/sys/fs/cgroup', '/etc/hostname', '/etc/resolv.conf', '/etc/hosts', '/run/secrets', '/run/.containerenv']); // prettier-ignore
/** Variables that runtimes add. */
const usualVariables = new Set(['PATH', 'HOSTNAME', 'HOME', 'TERM', 'container']);
/** Capabilities that containerd and CRI-O give where a request neither adds nor drops. */
const usualCapabilities = new Set(['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT']); // prettier-ignore
const ownAnnotations =
  /^(?:io\.kubernetes\.|io\.containerd\.|io\.container\.|org\.systemd\.|kubernetes\.io\/|org\.opencontainers\.)/;

/**
 * What the OCI runtime was given beyond, or otherwise than, a CRI request for a container: by the rules by which containerd
 * and CRI-O make the one of the other (internal/cri/server/container_create.go of containerd 2.4).
 */
export function ociDifferences(config: object, spec: object): NodeDifference[] {
  return [
    ...additions('env', variables(config), variablesOf(spec), (name) =>
      usualVariables.has(name) ? 'runtime' : 'injected',
    ),
    ...additions(
      'mounts',
      mapsAt(config, ['mounts']).map((mount) => trimmed(textAt(mount, ['container_path']))),
      mapsAt(spec, ['mounts']).map((mount) => trimmed(textAt(mount, ['destination']))),
      (path) => (usualMounts.has(path) || path.startsWith('/sys/fs/cgroup/') ? 'runtime' : 'injected'),
    ),
    ...additions('devices', mapsAt(config, ['devices']).map((device) => textAt(device, ['container_path'])), isPrivileged(config) ? [] : mapsAt(spec, ['linux', 'devices']).map((device) => textAt(device, ['path'])), () => 'injected'), // prettier-ignore
    ...hooks(spec),
    ...annotations(config, spec),
    ...args(config, spec),
    ...limits(config, spec),
    ...rlimits(spec),
    ...capabilities(config, spec),
    ...paths('masked_paths', 'maskedPaths', config, spec),
    ...paths('readonly_paths', 'readonlyPaths', config, spec),
    ...seccomp(config, spec),
  ];
}

const variables = (config: object): string[] => mapsAt(config, ['envs']).map((one) => textAt(one, ['key']));
const variablesOf = (spec: object): string[] => textsAt(spec, ['process', 'env']).map((one) => one.slice(0, Math.max(0, one.indexOf('=')))); // prettier-ignore
const trimmed = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
const security = (config: object, name: string): unknown => valueAt(config, ['linux', 'security_context', name]);
const isPrivileged = (config: object): boolean => security(config, 'privileged') === true;

/** What is there that was not asked for, and what was and is not. */
function additions(
  field: string,
  asked: readonly string[],
  made: readonly string[],
  causeOf: (name: string) => Cause,
): NodeDifference[] {
  const [known, real] = [new Set(asked), new Set(made)];
  return [
    ...[...real].filter((name) => name !== '' && !known.has(name)).map((name): NodeDifference => ({ field: `oci ${field}[${name}]`, found: 'there', cause: causeOf(name) })), // prettier-ignore
    ...(made.length === 0 ? [] : [...known].filter((name) => name !== '' && !real.has(name)).map((name): NodeDifference => ({ field: `oci ${field}[${name}]`, predicted: 'there', cause: 'unknown' }))), // prettier-ignore
  ];
}

function hooks(spec: object): NodeDifference[] {
  const all = valueAt(spec, ['hooks']);
  if (!isMap(all)) return [];
  return Object.keys(all).flatMap((stage) =>
    mapsAt(all, [stage]).map((hook): NodeDifference => ({
      field: `oci hooks.${stage}`,
      found: textAt(hook, ['path']),
      cause: 'injected',
    })),
  );
}

function annotations(config: object, spec: object): NodeDifference[] {
  const [asked, made] = [valueAt(config, ['annotations']), valueAt(spec, ['annotations'])];
  if (!isMap(made)) return [];
  return Object.keys(made).flatMap((name): NodeDifference[] => {
    if (ownAnnotations.test(name) || (isMap(asked) && entryOf(asked, name) !== undefined)) return [];
    return [{ field: `oci annotations[${name}]`, found: 'there', cause: 'injected' }];
  });
}

function args(config: object, spec: object): NodeDifference[] {
  const asked = [...textsAt(config, ['command']), ...textsAt(config, ['args'])];
  const made = textsAt(spec, ['process', 'args']);
  if (made.length === 0 || JSON.stringify(asked) === JSON.stringify(made)) return [];
  const hasOwn = textsAt(config, ['command']).length > 0;
  const isOfImage = !hasOwn && JSON.stringify(made.slice(made.length - asked.length)) === JSON.stringify(asked);
  return [
    {
      field: 'oci process.args',
      predicted: JSON.stringify(asked),
      found: JSON.stringify(made),
      cause: isOfImage ? 'image' : 'injected',
    },
  ];
}

const resources: readonly (readonly [asked: string, made: readonly string[]])[] = [
  ['cpu_period', ['cpu', 'period']],
  ['cpu_quota', ['cpu', 'quota']],
  ['cpu_shares', ['cpu', 'shares']],
  ['memory_limit_in_bytes', ['memory', 'limit']],
];

function limits(config: object, spec: object): NodeDifference[] {
  const own = resources.flatMap(([name, path]): NodeDifference[] => {
    const asked = textAt(config, ['linux', 'resources', name]);
    const made = textAt(spec, ['linux', 'resources', ...path]);
    if (made === '' || (asked || '0') === made) return [];
    return [{ field: `oci resources.${path.join('.')}`, ...(asked !== '' && { predicted: asked }), found: made, cause: asked === '' && name === 'cpu_shares' ? 'runtime' : 'injected' }]; // prettier-ignore
  });
  const [asked, made] = [
    textAt(config, ['linux', 'resources', 'oom_score_adj']),
    textAt(spec, ['process', 'oomScoreAdj']),
  ];
  if (made === '' || asked === made || asked === '') return own;
  return [...own, { field: 'oci process.oomScoreAdj', predicted: asked, found: made, cause: 'runtime' }];
}

/** A CRI request has none. */
function rlimits(spec: object): NodeDifference[] {
  return mapsAt(spec, ['process', 'rlimits']).map((one): NodeDifference => ({ field: `oci process.rlimits[${textAt(one, ['type'])}]`, found: `${textAt(one, ['soft'])} to ${textAt(one, ['hard'])}`, cause: 'injected' })); // prettier-ignore
}

function capabilities(config: object, spec: object): NodeDifference[] {
  const made = textsAt(spec, ['process', 'capabilities', 'bounding']).map((name) => name.replace(/^CAP_/, ''));
  if (isPrivileged(config) || made.length === 0) return [];
  const asked = (name: string): string[] => textsAt(security(config, 'capabilities'), [name]).map((one) => one.replace(/^CAP_/, '')); // prettier-ignore
  const [added, dropped] = [new Set(asked('add_capabilities')), new Set(asked('drop_capabilities'))];
  if (added.has('ALL')) return [];
  return [...new Set(made)].flatMap((name): NodeDifference[] => {
    if (added.has(name)) return [];
    const isUsual = usualCapabilities.has(name) && !dropped.has('ALL') && !dropped.has(name);
    return [{ field: `oci capabilities[${name}]`, found: 'there', cause: isUsual ? 'runtime' : 'injected' }];
  });
}

function paths(field: string, of: string, config: object, spec: object): NodeDifference[] {
  const [asked, made] = [textsAt(security(config, field), []), textsAt(spec, ['linux', of])];
  if (isPrivileged(config)) return [];
  return additions(of, asked, made, () => (asked.length === 0 ? 'runtime' : 'injected'));
}

function seccomp(config: object, spec: object): NodeDifference[] {
  const profile = textAt(security(config, 'seccomp'), ['profile_type']) || 'RuntimeDefault';
  const isThere = isMap(valueAt(spec, ['linux', 'seccomp']));
  if (isPrivileged(config) || isThere === (profile !== 'Unconfined')) return [];
  return [{ field: 'oci seccomp', predicted: profile, found: isThere ? 'a filter' : 'no filter', cause: isThere ? 'injected' : 'runtime' }]; // prettier-ignore
}
