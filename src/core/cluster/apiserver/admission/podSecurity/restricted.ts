import { procMount } from './baseline';
import {
  containersOf,
  containersText,
  inUserNamespace,
  isWindows,
  joinQuote,
  namesOf,
  setters,
  sortedSet,
  type Check,
  type CheckPod,
} from './check';

const allowPrivilegeEscalation: CheckPod = (spec) => {
  const names = namesOf(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  const detail = `${containersText(names)} must set securityContext.allowPrivilegeEscalation=false`;
  return { reason: 'allowPrivilegeEscalation != false', detail };
};

const capabilities: CheckPod = (spec) => {
  const added: string[] = [];
  const keeping = namesOf(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'));
  const adding = namesOf(spec, ({ securityContext }) => {
    const beyond = (securityContext?.capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE');
    added.push(...beyond);
    return beyond.length > 0;
  });
  const details: string[] = [];
  if (keeping.length > 0) details.push(`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`);
  if (adding.length > 0) {
    details.push(
      `${containersText(adding)} must not include ${joinQuote(sortedSet(added))} in securityContext.capabilities.add`,
    );
  }
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

const allowedVolumes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const restrictedVolumes: CheckPod = ({ volumes = [] }) => {
  const bad = volumes
    .map((volume) => ({ name: volume.name, type: Object.keys(volume).find((key) => key !== 'name') ?? 'unknown' }))
    .filter(({ type }) => !allowedVolumes.has(type));
  if (bad.length === 0) return undefined;
  const types = sortedSet(bad.map(({ type }) => type));
  const [noun, verb] = bad.length === 1 ? ['volume', 'uses'] : ['volumes', 'use'];
  const what = types.length === 1 ? 'restricted volume type' : 'restricted volume types';
  return {
    reason: 'restricted volume types',
    detail: `${noun} ${joinQuote(bad.map(({ name }) => name))} ${verb} ${what} ${joinQuote(types)}`,
  };
};

const runAsNonRoot: CheckPod = (spec) => {
  const ofPod = spec.securityContext?.runAsNonRoot;
  const explicit = namesOf(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
  const reason = 'runAsNonRoot != true';
  if (ofPod === false || explicit.length > 0) {
    const detail = `${setters(ofPod === false, explicit)} must not set securityContext.runAsNonRoot=false`;
    return { reason, detail };
  }
  if (ofPod) return undefined;
  const implicit = namesOf(spec, ({ securityContext }) => securityContext?.runAsNonRoot === undefined);
  if (implicit.length === 0) return undefined;
  return { reason, detail: `pod or ${containersText(implicit)} must set securityContext.runAsNonRoot=true` };
};

const runAsUser: CheckPod = (spec) => {
  const ofPod = spec.securityContext?.runAsUser === 0;
  const names = namesOf(spec, ({ securityContext }) => securityContext?.runAsUser === 0);
  if (!ofPod && names.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${setters(ofPod, names)} must not set runAsUser=0` };
};

const seccomp: CheckPod = (spec) => {
  const isGood = (type: string | undefined): boolean => type === 'RuntimeDefault' || type === 'Localhost';
  const ofPod = spec.securityContext?.seccompProfile;
  const badPod = ofPod !== undefined && !isGood(ofPod.type);
  const explicit = namesOf(spec, ({ securityContext }) => {
    const profile = securityContext?.seccompProfile;
    return profile !== undefined && !isGood(profile.type);
  });
  const reason = 'seccompProfile';
  if (badPod || explicit.length > 0) {
    const profiles = [ofPod, ...containersOf(spec).map(({ securityContext }) => securityContext?.seccompProfile)];
    const types = profiles.flatMap((profile) => (profile && !isGood(profile.type) ? [profile.type] : []));
    const what = joinQuote(sortedSet(types));
    return {
      reason,
      detail: `${setters(badPod, explicit)} must not set securityContext.seccompProfile.type to ${what}`,
    };
  }
  if (ofPod) return undefined;
  const implicit = namesOf(spec, ({ securityContext }) => securityContext?.seccompProfile === undefined);
  if (implicit.length === 0) return undefined;
  return {
    reason,
    detail: `pod or ${containersText(implicit)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
};

/** Since 1.25 a check of what only Linux has leaves Windows pods alone. */
function notOnWindows(check: CheckPod): CheckPod {
  return (spec, metadata) => (isWindows(spec) ? undefined : check(spec, metadata));
}

/** Since 1.35 a pod in a user namespace may be any user inside it. */
function notInUserNamespace(check: CheckPod): CheckPod {
  return (spec, metadata) => (inUserNamespace(spec) ? undefined : check(spec, metadata));
}

/** The checks that the restricted level adds (policy/check_*.go, 0.37). */
export const restrictedChecks: readonly Check[] = [
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    versions: [
      { from: 8, check: allowPrivilegeEscalation },
      { from: 25, check: notOnWindows(allowPrivilegeEscalation) },
    ],
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    versions: [
      { from: 22, check: capabilities },
      { from: 25, check: notOnWindows(capabilities) },
    ],
    overrides: 'capabilities_baseline',
  },
  // A user namespace, which since 1.35 excuses a pod from the baseline's check, does not from this one.
  {
    id: 'procMount_restricted',
    level: 'restricted',
    versions: [{ from: 35, check: procMount }],
    overrides: 'procMount',
  },
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    versions: [{ from: 0, check: restrictedVolumes }],
    overrides: 'hostPathVolumes',
  },
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    versions: [
      { from: 0, check: runAsNonRoot },
      { from: 35, check: notInUserNamespace(runAsNonRoot) },
    ],
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    versions: [
      { from: 23, check: runAsUser },
      { from: 35, check: notInUserNamespace(runAsUser) },
    ],
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    versions: [
      { from: 19, check: seccomp },
      { from: 25, check: notOnWindows(seccomp) },
    ],
    overrides: 'seccompProfile_baseline',
  },
];
