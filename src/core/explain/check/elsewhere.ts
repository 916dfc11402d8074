import { declaredObject } from '../../api/asDeclared';
import type { ManifestObject } from '../../manifest/manifestObject';
import { referencesOf } from '../../manifest/references';
import type { CheckedWorld } from './checkedWorld';
import type { CheckFinding } from './checkFinding';

/** Whose copies in other namespaces a person writes by hand; what has its own in each is no mistake of names. */
const kinds = new Set(['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount']);

/**
 * Objects that a workload's pods name, which the files have in another namespace alone. Both say their namespace, so that
 * none is given when they are applied.
 */
export function elsewhere(object: ManifestObject, world: CheckedWorld): CheckFinding[] {
  const namespace = declaredObject(object.value).metadata?.namespace;
  if (namespace === undefined) return [];
  return referencesOf(object.kind, object.value).flatMap(({ kind, name, path, isOptional }): CheckFinding[] => {
    const other = kinds.has(kind) && !isOptional ? world.otherNamespace(kind, namespace, name) : undefined;
    const range = object.rangeOf(path)?.value;
    if (other === undefined || !range) return [];
    return [
      {
        severity: 'warning',
        name: 'object-elsewhere',
        subject: `${object.kind} ${object.name}`,
        message: `${kind} ${name} is in namespace ${other}, and a pod in namespace ${namespace} does not find it there.`,
        next: `give it to namespace ${namespace}, too, or see that something copies it there`,
        range,
      },
    ];
  });
}
