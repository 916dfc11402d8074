import type { ClusterTrustBundleProjection, PodCertificateProjection, ProjectedVolumeSource } from '../../../api/types';
import { validateDownwardFile } from './downwardFile';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { goPointer, goStruct, goText, type GoValue } from '../../../api/goValue';
import { validateLabelSelector } from './labelSelector';
import { qualifiedName } from '../../../api/names';
import { localNonReservedPath } from './paths';
import { clusterTrustBundleName, isKubernetesSigner, validateSignerName } from './signerName';
import { fileMode, validateKeyToPath } from './volumeItems';
import { unchecked } from '../../../api/unchecked';

const keyTypes = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const kinds = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'] as const; // prettier-ignore

/** An error where another source has the same file. */
type Claim = (file: string, shown?: string) => FieldError[];

/** Several sources in one volume (validateProjectedVolumeSource, pkg/apis/core/validation/validation.go, 1.37). */
export function validateProjectedVolume(
  { defaultMode, sources = [] }: ProjectedVolumeSource,
  path: string,
): FieldError[] {
  const errors = fileMode(defaultMode, `${path}.defaultMode`);
  const files = new Set<string>();
  const claim: Claim = (file, shown = file) => {
    const isTaken = files.has(file);
    files.add(file);
    return isTaken ? [invalidValue(path, shown, 'conflicting duplicate paths')] : [];
  };
  for (const [i, source] of sources.entries()) {
    const at = `${path}.sources[${i}]`;
    for (const kind of ['secret', 'configMap'] as const) {
      const one = source[kind];
      if (!one) continue;
      if (!one.name) errors.push(required(`${at}.${kind}.name`));
      for (const [j, item] of (one.items ?? []).entries()) {
        errors.push(...validateKeyToPath(item, `${at}.${kind}.items[${j}]`));
        if (item.path) errors.push(...claim(item.path, one.name ?? ''));
      }
    }
    for (const file of source.downwardAPI?.items ?? []) {
      errors.push(...validateDownwardFile(file, `${at}.downwardAPI`));
      if (file.path) errors.push(...claim(file.path));
    }
    const { serviceAccountToken: token } = source;
    if (token) {
      const seconds = token.expirationSeconds ?? 3600;
      const wrong = (detail: string): void =>
        void errors.push(invalidValue(`${at}.serviceAccountToken.expirationSeconds`, seconds, detail));
      if (seconds < 600) wrong('may not specify a duration less than 10 minutes');
      if (seconds > 2 ** 32) wrong('may not specify a duration larger than 2^32 seconds');
      if (!token.path) errors.push(required(`${path}.path`));
      else errors.push(...localNonReservedPath(token.path, `${path}.path`));
    }
    if (source.clusterTrustBundle)
      errors.push(...trustBundle(source.clusterTrustBundle, `${at}.clusterTrustBundle`, claim));
    if (source.podCertificate) errors.push(...certificate(source.podCertificate, `${at}.podCertificate`, claim));
    if (kinds.filter((kind) => source[kind]).length > 1)
      errors.push(forbiddenField(at, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}

function trustBundle(bundle: ClusterTrustBundleProjection, path: string, claim: Claim): FieldError[] {
  const { name, signerName, labelSelector } = bundle;
  const file = unchecked(bundle).path ?? '';
  const errors: FieldError[] = [];
  if (name !== undefined && signerName !== undefined) {
    const pointer = (type: string, value: unknown): GoValue =>
      goPointer(type, value === undefined ? undefined : { json: JSON.stringify(value), go: '' });
    const whole = goStruct('core.ClusterTrustBundleProjection', {
      Name: pointer('string', name),
      SignerName: pointer('string', signerName),
      LabelSelector: pointer('v1.LabelSelector', labelSelector),
      Optional: pointer('bool', bundle.optional),
      Path: goText(file),
      User: pointer('int64', bundle.user),
    });
    errors.push(invalidValue(path, whole, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (!name) errors.push(required(`${path}.name`, 'must be a valid object name'));
    for (const text of clusterTrustBundleName(name))
      errors.push(invalidValue(`${path}.name`, name, `not a valid clustertrustbundlename: ${text}`));
    if (labelSelector)
      errors.push(
        invalidValue(`${path}.labelSelector`, labelSelector, 'labelSelector must be unset if name is specified'),
      );
  } else if (signerName !== undefined) {
    if (!signerName) errors.push(required(`${path}.signerName`, 'must be a valid signer name'));
    errors.push(
      ...validateSignerName(`${path}.signerName`, signerName),
      ...validateLabelSelector(labelSelector, `${path}.labelSelector`),
    );
  } else errors.push(required(path, 'either name or signerName must be specified'));
  if (!file) errors.push(required(`${path}.path`));
  errors.push(...localNonReservedPath(file, `${path}.path`), ...claim(file));
  return errors;
}

function certificate(source: PodCertificateProjection, path: string, claim: Claim): FieldError[] {
  const { signerName = '', keyType = '', maxExpirationSeconds: seconds, userAnnotations } = unchecked(source);
  const errors = validateSignerName(`${path}.signerName`, signerName);
  for (const key of Object.keys(userAnnotations ?? {}).sort())
    errors.push(...domainPrefixedKey(key.toLowerCase(), `${path}.userAnnotations`));
  if (!keyTypes.includes(keyType)) errors.push(unsupported(`${path}.keyType`, keyType, keyTypes));
  if (seconds !== undefined) {
    const most = isKubernetesSigner(signerName) ? 86_400 : 7_862_400;
    const wrong = (detail: string): void =>
      void errors.push(invalidValue(`${path}.maxExpirationSeconds`, seconds, detail));
    if (seconds < 3600) wrong('if provided, maxExpirationSeconds must be >= 3600');
    if (seconds > most) wrong(`if provided, maxExpirationSeconds must be <= ${most}`);
  }
  let count = 0;
  for (const field of ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const) {
    const file = source[field];
    if (!file) continue;
    count++;
    errors.push(...localNonReservedPath(file, `${path}.${field}`), ...claim(file));
  }
  if (count === 0)
    errors.push(required(path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath'));
  return errors;
}

/** IsDomainPrefixedKey. */
function domainPrefixedKey(key: string, path: string): FieldError[] {
  if (!key) return [required(path)];
  const errors = qualifiedName(key).map((text) => invalidValue(path, key, text));
  if (errors.length === 0 && !key.includes('/'))
    errors.push(invalidValue(path, key, 'must be a domain-prefixed key (such as "acme.io/foo")'));
  return errors;
}
