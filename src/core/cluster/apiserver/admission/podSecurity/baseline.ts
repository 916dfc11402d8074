import type { LifecycleHandler, Probe, SELinuxOptions } from '../../../../api/types';
import { goQuote } from '../../../../go/goQuote';
import {
  containersOf,
  containersText,
  inUserNamespace,
  joinQuote,
  namesOf,
  setters,
  sortedSet,
  type Check,
  type CheckPod,
} from './check';
import { allowedSysctls } from './sysctls';
import { entryOf } from '../../../../entryOf';

const defaultCapabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const appArmorProfile: CheckPod = (spec, { annotations = {} }) => {
  const isBad = (type: string | undefined): type is string =>
    type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost';
  const types: string[] = [];
  const ofPod = spec.securityContext?.appArmorProfile?.type;
  if (isBad(ofPod)) types.push(ofPod);
  const containers = namesOf(spec, ({ securityContext }) => {
    const type = securityContext?.appArmorProfile?.type;
    return isBad(type) && types.push(type) > 0;
  });
  const forbidden = Object.entries(annotations)
    .filter(
      ([key, value]) =>
        key.startsWith('container.apparmor.security.beta.kubernetes.io/') &&
        value !== '' &&
        value !== 'runtime/default' &&
        !value.startsWith('localhost/'),
    )
    .map(([key, value]) => `${key}=${goQuote(value)}`)
    .sort();
  const values = [...sortedSet(types), ...forbidden];
  if (values.length === 0) return undefined;
  const who = [
    ...(isBad(ofPod) || containers.length > 0 ? [setters(isBad(ofPod), containers)] : []),
    ...(forbidden.length > 0 ? [forbidden.length === 1 ? 'annotation' : 'annotations'] : []),
  ].join(' and ');
  return {
    reason: values.length === 1 ? 'forbidden AppArmor profile' : 'forbidden AppArmor profiles',
    detail: `${who} must not set AppArmor profile type to ${joinQuote(values)}`,
  };
};

const capabilities: CheckPod = (spec) => {
  const added: string[] = [];
  const names = namesOf(spec, ({ securityContext }) => {
    const beyond = (securityContext?.capabilities?.add ?? []).filter((name) => !defaultCapabilities.has(name));
    added.push(...beyond);
    return beyond.length > 0;
  });
  if (names.length === 0) return undefined;
  const detail = `${containersText(names)} must not include ${joinQuote(sortedSet(added))} in securityContext.capabilities.add`;
  return { reason: 'non-default capabilities', detail };
};

const hostNamespaces: CheckPod = (spec) => {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field]);
  if (shared.length === 0) return undefined;
  return { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', ') };
};

const hostPathVolumes: CheckPod = ({ volumes = [] }) => {
  const names = volumes.filter(({ hostPath }) => hostPath).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${names.length === 1 ? 'volume' : 'volumes'} ${joinQuote(names)}` };
};

const hostPorts: CheckPod = (spec) => {
  const ports: string[] = [];
  const names = namesOf(spec, (container) => {
    const used = (container.ports ?? []).filter(({ hostPort }) => hostPort).map(({ hostPort }) => String(hostPort));
    ports.push(...used);
    return used.length > 0;
  });
  if (names.length === 0) return undefined;
  const list = sortedSet(ports);
  const detail = `${containersText(names)} ${names.length === 1 ? 'uses' : 'use'} ${list.length === 1 ? 'hostPort' : 'hostPorts'} ${list.join(', ')}`;
  return { reason: 'hostPort', detail };
};

const hostProbes: CheckPod = (spec) => {
  const hosts: string[] = [];
  const names = namesOf(spec, ({ livenessProbe, readinessProbe, startupProbe, lifecycle }) => {
    const handlers: (Probe | LifecycleHandler | undefined)[] = [
      livenessProbe,
      readinessProbe,
      startupProbe,
      lifecycle?.postStart,
      lifecycle?.preStop,
    ];
    const found = handlers
      .flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host])
      .filter((host): host is string => Boolean(host));
    hosts.push(...found);
    return found.length > 0;
  });
  if (names.length === 0) return undefined;
  const list = sortedSet(hosts);
  const what = list.length === 1 ? 'probe or lifecycle host' : 'probe or lifecycle hosts';
  const who = sortedSet(names);
  const detail = `${containersText(who)} ${who.length === 1 ? 'uses' : 'use'} ${what} ${joinQuote(list)}`;
  return { reason: 'probe or lifecycle host', detail };
};

const privileged: CheckPod = (spec) => {
  const names = namesOf(spec, ({ securityContext }) => securityContext?.privileged === true);
  if (names.length === 0) return undefined;
  return { reason: 'privileged', detail: `${containersText(names)} must not set securityContext.privileged=true` };
};

/** Only the usual view of /proc. */
export const procMount: CheckPod = (spec) => {
  const types: string[] = [];
  const names = namesOf(spec, ({ securityContext }) => {
    const type = securityContext?.procMount;
    return type !== undefined && type !== 'Default' && types.push(type) > 0;
  });
  if (names.length === 0) return undefined;
  const detail = `${containersText(names)} must not set securityContext.procMount to ${joinQuote(sortedSet(types))}`;
  return { reason: 'procMount', detail };
};

function seLinuxOptions(allowed: ReadonlySet<string>): CheckPod {
  return (spec) => {
    const types: string[] = [];
    let user = false;
    let role = false;
    const isBad = (options: SELinuxOptions | undefined): boolean => {
      if (!options) return false;
      const wrongType = !allowed.has(options.type ?? '');
      if (wrongType) types.push(options.type ?? '');
      if (options.user) user = true;
      if (options.role) role = true;
      return wrongType || Boolean(options.user) || Boolean(options.role);
    };
    const ofPod = isBad(spec.securityContext?.seLinuxOptions);
    const names = namesOf(spec, ({ securityContext }) => isBad(securityContext?.seLinuxOptions));
    if (!ofPod && names.length === 0) return undefined;
    const list = sortedSet(types);
    const what = [
      ...(list.length > 0 ? [`${list.length === 1 ? 'type' : 'types'} ${joinQuote(list)}`] : []),
      ...(user ? ['user may not be set'] : []),
      ...(role ? ['role may not be set'] : []),
    ].join('; ');
    const detail = `${setters(ofPod, names)} set forbidden securityContext.seLinuxOptions: ${what}`;
    return { reason: 'seLinuxOptions', detail };
  };
}

const seccomp: CheckPod = (spec) => {
  const isBad = (type: string | undefined): type is string =>
    type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost';
  const types: string[] = [];
  const ofPod = spec.securityContext?.seccompProfile?.type;
  if (isBad(ofPod)) types.push(ofPod);
  const names = namesOf(spec, ({ securityContext }) => {
    const type = securityContext?.seccompProfile?.type;
    return isBad(type) && types.push(type) > 0;
  });
  if (types.length === 0) return undefined;
  const detail = `${setters(isBad(ofPod), names)} must not set securityContext.seccompProfile.type to ${joinQuote(sortedSet(types))}`;
  return { reason: 'seccompProfile', detail };
};

const seccompAnnotations: CheckPod = (spec, { annotations = {} }) => {
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    ...containersOf(spec).map(({ name }) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
  ];
  const bad = keys.filter((key) => {
    const value = entryOf(annotations, key);
    return value !== undefined && !/^(runtime\/default|docker\/default|localhost\/.*)$/s.test(value);
  });
  if (bad.length === 0) return undefined;
  const list = sortedSet(bad.map((key) => `${key}=${goQuote(entryOf(annotations, key)!)}`));
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${list.length === 1 ? 'annotation' : 'annotations'} ${list.join(', ')}`,
  };
};

function sysctls(minor: number): CheckPod {
  const allowed = allowedSysctls(minor);
  return ({ securityContext }) => {
    const bad = (securityContext?.sysctls ?? []).map(({ name }) => name).filter((name) => !allowed.has(name));
    return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
  };
}

const windowsHostProcess: CheckPod = (spec) => {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess === true;
  const names = namesOf(spec, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true);
  if (!ofPod && names.length === 0) return undefined;
  const detail = `${setters(ofPod, names)} must not set securityContext.windowsOptions.hostProcess=true`;
  return { reason: 'hostProcess', detail };
};

const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

/** The baseline level's checks (policy/check_*.go, 0.37). */
export const baselineChecks: readonly Check[] = [
  { id: 'appArmorProfile', level: 'baseline', versions: [{ from: 0, check: appArmorProfile }] },
  { id: 'capabilities_baseline', level: 'baseline', versions: [{ from: 0, check: capabilities }] },
  { id: 'hostNamespaces', level: 'baseline', versions: [{ from: 0, check: hostNamespaces }] },
  { id: 'hostPathVolumes', level: 'baseline', versions: [{ from: 0, check: hostPathVolumes }] },
  { id: 'hostPorts', level: 'baseline', versions: [{ from: 0, check: hostPorts }] },
  { id: 'hostProbesAndHostLifecycle', level: 'baseline', versions: [{ from: 34, check: hostProbes }] },
  { id: 'privileged', level: 'baseline', versions: [{ from: 0, check: privileged }] },
  {
    id: 'procMount',
    level: 'baseline',
    versions: [
      { from: 0, check: procMount },
      { from: 35, check: (spec, metadata) => (inUserNamespace(spec) ? undefined : procMount(spec, metadata)) },
    ],
  },
  {
    id: 'seLinuxOptions',
    level: 'baseline',
    versions: [
      { from: 0, check: seLinuxOptions(new Set(seLinuxTypes)) },
      { from: 31, check: seLinuxOptions(new Set([...seLinuxTypes, 'container_engine_t'])) },
    ],
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    versions: [
      { from: 0, check: seccompAnnotations },
      { from: 19, check: seccomp },
    ],
  },
  {
    id: 'sysctls',
    level: 'baseline',
    versions: [0, 27, 29, 32, 37].map((from) => ({ from, check: sysctls(from) })),
  },
  { id: 'windowsHostProcess', level: 'baseline', versions: [{ from: 0, check: windowsHostProcess }] },
];
