import type { Container, ObjectMeta, PodSpec, Toleration } from '../../../api/types';
import { goQuote } from '../../../go/goQuote';
import { containersOf } from './containersOf';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, invalidValue } from '../../../api/fieldErrors';
import { localDescendingPath } from './paths';
import { validateTolerations } from './tolerations';
import { entryOf } from '../../../entryOf';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
const tolerationsKey = 'scheduler.alpha.kubernetes.io/tolerations';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** Annotations that mean something to the API server (ValidatePodSpecificAnnotations, pkg/apis/core/validation/validation.go, 1.37). */
export function validatePodAnnotations(
  metadata: ObjectMeta | undefined,
  spec: PodSpec,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const { annotations } = metadata ?? {};
  if (!annotations) return [];
  const errors: FieldError[] = [];
  const mirror = annotations['kubernetes.io/config.mirror'];
  if (mirror !== undefined && !spec.nodeName) {
    const detail = 'must set spec.nodeName if mirror pod annotation is set';
    errors.push(invalidValue(`${path}[kubernetes.io/config.mirror]`, mirror, detail));
  }
  const tolerations = annotations[tolerationsKey];
  if (tolerations) errors.push(...validateTolerations(parsed(tolerations), `${path}.${tolerationsKey}`, release));
  const cost = annotations[deletionCost];
  if (cost !== undefined && !isInt32(cost))
    errors.push(invalidValue(`${path}[${deletionCost}]`, cost, 'must be a 32bit integer'));
  const ofPod = annotations[seccompOfPod];
  if (ofPod !== undefined) errors.push(...seccompText(ofPod, `${path}.${seccompOfPod}`));
  const keys = Object.keys(annotations).sort();
  for (const key of keys)
    if (key.startsWith(seccompPrefix)) errors.push(...seccompText(entryOf(annotations, key)!, `${path}.${key}`));
  for (const key of keys) {
    if (!key.startsWith(appArmorPrefix)) continue;
    const name = key.slice(appArmorPrefix.length);
    const profile = entryOf(annotations, key)!;
    if (!containersOf(spec, path).some(([container]) => container.name === name))
      errors.push(invalidValue(`${path}[${key}]`, name, 'container not found'));
    if (profile && profile !== 'runtime/default' && profile !== 'unconfined' && !profile.startsWith('localhost/'))
      errors.push(invalidValue(`${path}[${key}]`, profile, `invalid AppArmor profile name: ${goQuote(profile)}`));
  }
  return errors;
}

function parsed(text: string): Toleration[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isInt32(text: string): boolean {
  if (text !== '0' && !/^-?[1-9]\d*$/.test(text)) return false;
  return Number(text) >= -2_147_483_648 && Number(text) <= 2_147_483_647;
}

/** ValidateSeccompProfile. */
function seccompText(profile: string, path: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  return profile.startsWith('localhost/')
    ? localDescendingPath(profile.slice('localhost/'.length), path)
    : [invalidValue(path, profile, 'must be a valid seccomp profile')];
}

interface Profile {
  type?: string;
  localhostProfile?: string;
}

/**
 * What annotations and fields say twice must be the same (validateSeccompAnnotationsAndFields,
 * validateAppArmorAnnotationsAndFieldsMatchOnCreate).
 */
export function validateProfilesMatch(metadata: ObjectMeta | undefined, spec: PodSpec, path: string): FieldError[] {
  const { annotations } = metadata ?? {};
  if (!annotations) return [];
  const errors: FieldError[] = [];
  const compare = (
    kind: 'seccomp' | 'apparmor',
    text: string | undefined,
    profile: Profile | undefined,
    at: string,
  ): void => {
    if (text === undefined || !profile) return;
    const defaults = kind === 'seccomp' ? ['runtime/default', 'docker/default'] : ['runtime/default'];
    const differs = (field: string, what: string): void =>
      void errors.push(forbiddenField(`${at}.${field}`, `${kind} ${what} in annotation and field must match`));
    if (profile.type === 'Unconfined' && text !== 'unconfined') differs('type', 'type');
    if (profile.type === 'RuntimeDefault' && !defaults.includes(text)) differs('type', 'type');
    if (profile.type !== 'Localhost') return;
    if (!text.startsWith('localhost/')) differs('type', 'type');
    else if (text.slice('localhost/'.length) !== profile.localhostProfile) differs('localhostProfile', 'profile');
  };
  const { seccompProfile, appArmorProfile } = spec.securityContext ?? {};
  compare('seccomp', annotations[seccompOfPod], seccompProfile, `${path}.securityContext.seccompProfile`);
  const containers = containersOf(spec, path);
  const name = (container: Container): string => container.name ?? '';
  for (const [container, at] of containers) {
    const own = container.securityContext?.seccompProfile;
    compare(
      'seccomp',
      entryOf(annotations, seccompPrefix + name(container)),
      own,
      `${at}.securityContext.seccompProfile`,
    );
  }
  if (spec.os?.name === 'windows') return errors;
  for (const [container, at] of containers) {
    const own = container.securityContext?.appArmorProfile ?? appArmorProfile;
    compare(
      'apparmor',
      entryOf(annotations, appArmorPrefix + name(container)),
      own,
      `${at}.securityContext.appArmorProfile`,
    );
  }
  return errors;
}
