import { byteLength } from '../../../api/byteLength';
import type { ObjectMeta, OwnerReference } from '../../../api/types';
import { kindOf } from '../../../api/kinds';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue, required, tooLong } from '../../../api/fieldErrors';
import { validateAddress } from './ipAddress';
import { asPrefix, dns1035Label, dns1123Label, dns1123Subdomain, labelValue, pathSegment, qualifiedName, type NameCheck } from '../../../api/names'; // prettier-ignore
import { clusterTrustBundleName } from './signerName';
import { entryOf } from '../../../entryOf';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { goBool, goList, goPointer, goStruct, goText, type GoValue } from '../../../api/goValue';

/** Kinds whose names are not DNS subdomains (validation.go of each group in pkg/apis, 1.37; that of kube-aggregator, 0.37). */
const nameChecks: Readonly<Record<string, NameCheck>> = {
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  // The next are not looked at but for what every name must be.
  CertificateSigningRequest: pathSegment,
  Event: pathSegment,
  PodDisruptionBudget: pathSegment,
  APIService: pathSegment,
  ClusterTrustBundle: clusterTrustBundleName,
  Namespace: dns1123Label,
  StatefulSet: dns1123Label,
};
const mostAnnotationBytes = 262_144;
/** Finalizers without a domain (pkg/apis/core/helper/helpers.go IsStandardFinalizerName, 1.37). */
const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** An object's metadata (apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMeta, 0.37). */
export function validateObjectMeta(
  metadata: ObjectMeta | undefined,
  kind: string,
  release: KubernetesRelease,
  check: NameCheck = nameCheckOf(kind, release),
): FieldError[] {
  const { name, generateName, namespace, labels, annotations, ownerReferences, finalizers } = metadata ?? {};
  const errors: FieldError[] = [];
  // A Service's name is only looked at as a whole (ValidateObjectMetaWithOpts).
  if (generateName && kind !== 'Service')
    errors.push(...badName('metadata.generateName', generateName, asPrefix(check)));
  if (!name) errors.push(required('metadata.name', 'name or generateName is required'));
  else errors.push(...badName('metadata.name', name, check));
  if (namespace && kindOf(kind)?.namespaced) errors.push(...badName('metadata.namespace', namespace, dns1123Label));
  errors.push(
    ...validateLabels(labels, 'metadata.labels'),
    ...validateAnnotations(annotations, 'metadata.annotations'),
  );
  if (ownerReferences) errors.push(...validateOwners(ownerReferences, 'metadata.ownerReferences', release));
  if (finalizers) errors.push(...validateFinalizers(finalizers, 'metadata.finalizers'));
  return errors;
}

function nameCheckOf(kind: string, release: KubernetesRelease): NameCheck {
  if (kind === 'Service') return release.gates.RelaxedServiceNameValidation ? dns1123Label : dns1035Label;
  if (kind === 'IPAddress') return (name) => validateAddress(name, '', release).map(({ detail = '' }) => detail);
  return entryOf(nameChecks, kind) ?? dns1123Subdomain;
}

/** ValidateLabels; in the order of the keys, where Go has none. */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, path: string): FieldError[] {
  if (!labels) return [];
  return Object.keys(labels)
    .sort()
    .flatMap((key) => [...badName(path, key, qualifiedName), ...badName(path, entryOf(labels, key) ?? '', labelValue)]);
}

/** ValidateAnnotations: keys in any case, and not too much of them all. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  if (!annotations) return [];
  let bytes = 0;
  const errors = Object.keys(annotations)
    .sort()
    .flatMap((key) => {
      bytes += byteLength(key) + byteLength(entryOf(annotations, key) ?? '');
      return qualifiedName(key.toLowerCase()).map((text) => invalidValue(path, key, text));
    });
  if (bytes > mostAnnotationBytes) errors.push(tooLong(path, mostAnnotationBytes));
  return errors;
}

function validateOwners(owners: readonly OwnerReference[], path: string, release: KubernetesRelease): FieldError[] {
  let controller: string | undefined;
  return owners.flatMap((owner, i) => {
    const errors: FieldError[] = [];
    const { apiVersion = '', kind = '', name = '' } = unchecked(owner);
    const { ownerRefusals } = release;
    const isNumbered = ownerRefusals === 'numbered';
    const at = isNumbered ? `${path}[${i}]` : path;
    const need = (field: 'apiVersion' | 'kind' | 'name' | 'uid'): void => {
      if (owner[field]) return;
      const what = field === 'apiVersion' ? 'version ' : ownerRefusals === 'named' ? `${field} ` : '';
      const detail = `${isNumbered ? '' : what}must not be empty`;
      errors.push(isNumbered ? required(`${at}.${field}`, detail) : invalidValue(`${at}.${field}`, '', detail));
    };
    need('apiVersion');
    if (apiVersion && (apiVersion.split('/').length > 2 || apiVersion.endsWith('/'))) {
      const detail = isNumbered ? 'must be <group>/<version> or <version>' : 'version must not be empty';
      errors.push(invalidValue(`${at}.apiVersion`, apiVersion, detail));
    }
    need('kind');
    need('name');
    need('uid');
    if (apiVersion === 'v1' && kind === 'Event')
      errors.push(invalidValue(at, shownOwner(owner), '/v1, Kind=Event is disallowed from being an owner'));
    if (owner.controller) {
      const own = `${kind}/${name}`;
      if (controller !== undefined) {
        const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${own}`;
        errors.push(invalidValue(path, goList('v1.OwnerReference', owners.map(shownOwner)), detail));
      } else controller = own;
    }
    return errors;
  });
}

/** An owner as it is shown, in the order of Go's struct. */
function shownOwner({ apiVersion, kind, name, uid, controller, blockOwnerDeletion: blocks }: OwnerReference): GoValue {
  const flag = (value: boolean | undefined): GoValue =>
    goPointer('bool', value === undefined ? undefined : goBool(value));
  const json = {
    apiVersion,
    kind,
    name,
    uid,
    ...(controller !== undefined && { controller }),
    ...(blocks !== undefined && { blockOwnerDeletion: blocks }),
  };
  const { go } = goStruct('v1.OwnerReference', {
    APIVersion: goText(apiVersion),
    Kind: goText(kind),
    Name: goText(name),
    UID: goText(uid),
    Controller: flag(controller),
    BlockOwnerDeletion: flag(blocks),
  });
  return { json: JSON.stringify(json), go };
}

/** ValidateFinalizers, and of each whether it is Kubernetes' own or has a domain. */
function validateFinalizers(finalizers: readonly string[], path: string): FieldError[] {
  const errors = finalizers.flatMap((name) => badName(path, name, qualifiedName));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalidValue(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return [...errors, ...finalizers.flatMap((name, i) => kubeFinalizer(name, `${path}[${i}]`))];
}

function kubeFinalizer(name: string, path: string): FieldError[] {
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return name.includes('/') || standardFinalizers.includes(name) ? [] : [invalidValue(path, name, detail)];
}

/** A Namespace's own finalizers (validateFinalizerName). */
export function validateNamespaceFinalizers(finalizers: readonly string[]): FieldError[] {
  return finalizers.flatMap((name) => [
    ...badName('spec.finalizers', name, qualifiedName),
    ...kubeFinalizer(name, 'spec.finalizers'),
  ]);
}

/** All of an object's metadata, in the order and with the names of Go's struct. */
const notInTemplates: readonly [keyof ObjectMeta, string][] = [['name', 'name'], ['generateName', 'generateName'], ['namespace', 'namespace'], ['selfLink', 'selfLink'], ['uid', 'uID'], ['resourceVersion', 'resourceVersion'], ['generation', 'generation'], ['creationTimestamp', 'creationTimestamp'], ['deletionTimestamp', 'deletionTimestamp'], ['deletionGracePeriodSeconds', 'deletionGracePeriodSeconds'], ['ownerReferences', 'ownerReferences'], ['finalizers', 'finalizers'], ['managedFields', 'managedFields']]; // prettier-ignore

/** The metadata of an ephemeral volume's claim (ValidateTemplateObjectMeta, pkg/apis/core/validation/validation.go, 1.37). */
export function validateTemplateObjectMeta(metadata: ObjectMeta, path: string): FieldError[] {
  return [
    ...validateAnnotations(metadata.annotations, `${path}.annotations`),
    ...validateLabels(metadata.labels, `${path}.labels`),
    ...notInTemplates
      .filter(([field]) => (metadata[field] ?? null) !== null)
      .map(([, name]) => forbiddenField(`${path}.${name}`, 'cannot be set')),
  ];
}
