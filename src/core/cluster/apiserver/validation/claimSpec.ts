import { Quantity } from '../../../api/quantity';
import type { PersistentVolumeClaimSpec, PersistentVolumeClaimTemplate } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { validateLabelSelector } from './labelSelector';
import { dns1123Label, dns1123Subdomain } from '../../../api/names';
import { validateTemplateObjectMeta } from './objectMeta';
import { goPointer, goStruct, goText, type GoValue } from '../../../api/goValue';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];

interface DataSource {
  apiGroup?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

/** The claim of an ephemeral volume (ValidatePersistentVolumeClaimTemplate, pkg/apis/core/validation/validation.go, 1.37). */
export function validateClaimTemplate(
  { metadata, spec }: Partial<PersistentVolumeClaimTemplate>,
  path: string,
): FieldError[] {
  return [
    ...validateTemplateObjectMeta(metadata ?? {}, `${path}.metadata`),
    ...validateClaimSpec(spec ?? {}, `${path}.spec`),
  ];
}

/** ValidatePersistentVolumeClaimSpec. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const { selector, resources, storageClassName, volumeMode, volumeAttributesClassName } = spec;
  const modes = spec.accessModes ?? [];
  const errors: FieldError[] = [];
  if (modes.length === 0) errors.push(required(`${path}.accessModes`, 'at least 1 access mode is required'));
  errors.push(...validateLabelSelector(selector, `${path}.selector`), ...validateAccessModes(modes, path));
  const storage = resources?.requests?.['storage'];
  if (storage === undefined) errors.push(required(`${path}.resources[storage]`));
  else errors.push(...positiveQuantity(storage, `${path}.resources[storage]`));
  if (storageClassName) errors.push(...badName(`${path}.storageClassName`, storageClassName, dns1123Subdomain));
  errors.push(...validateVolumeMode(volumeMode, path), ...validateDataSources(spec, path));
  if (volumeAttributesClassName)
    errors.push(...badName(`${path}.volumeAttributesClassName`, volumeAttributesClassName, dns1123Subdomain));
  return errors;
}

/** The ways in which a volume may be mounted, of a claim or of a volume. */
export function validateAccessModes(modes: readonly string[], path: string): FieldError[] {
  const errors = modes
    .filter((mode) => !accessModes.includes(mode))
    .map((mode) => unsupported(`${path}.accessModes`, mode, accessModes));
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode));
  if (others && modes.includes('ReadWriteOncePod'))
    errors.push(forbiddenField(`${path}.accessModes`, 'may not use ReadWriteOncePod with other access modes'));
  return errors;
}

export function validateVolumeMode(mode: string | undefined, path: string): FieldError[] {
  return mode !== undefined && !volumeModes.includes(mode)
    ? [unsupported(`${path}.volumeMode`, mode, volumeModes)]
    : [];
}

/** ValidatePositiveQuantityValue. */
export function positiveQuantity(amount: string | number, path: string): FieldError[] {
  const quantity = Quantity.of(amount);
  return quantity.nanos > 0n ? [] : [invalidValue(path, quantity.toString(), 'must be greater than zero')];
}

/** What is shown is a field's path, which JSON shows as an empty object. */
const sourcePath: GoValue = {
  json: '{}',
  go: goStruct('field.Path', {
    name: goText('dataSource'),
    index: goText(''),
    parent: goPointer('field.Path', goText('')),
  }).go,
};

function validateDataSources({ dataSource, dataSourceRef }: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (dataSource) errors.push(...validateDataSource(dataSource, `${path}.dataSource`));
  if (dataSourceRef) errors.push(...validateDataSource(dataSourceRef, `${path}.dataSourceRef`));
  if (!dataSource || !dataSourceRef) return errors;
  if (dataSourceRef.namespace)
    errors.push(invalidValue(path, sourcePath, 'may not be specified when dataSourceRef.namespace is specified'));
  else if (
    dataSource.apiGroup !== dataSourceRef.apiGroup ||
    (dataSource.kind ?? '') !== (dataSourceRef.kind ?? '') ||
    (dataSource.name ?? '') !== (dataSourceRef.name ?? '')
  )
    errors.push(invalidValue(path, sourcePath, 'must match dataSourceRef'));
  return errors;
}

function validateDataSource({ apiGroup, kind = '', name, namespace }: DataSource, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!name) errors.push(required(`${path}.name`));
  if (!kind) errors.push(required(`${path}.kind`));
  if (apiGroup) errors.push(...badName(`${path}.apiGroup`, apiGroup, dns1123Subdomain));
  else if (kind !== 'PersistentVolumeClaim')
    errors.push(invalidValue(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  if (namespace) errors.push(...badName(`${path}.namespace`, namespace, dns1123Label));
  return errors;
}
