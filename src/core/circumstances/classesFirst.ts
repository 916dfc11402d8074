import { declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';

/**
 * Objects that are there beforehand, each StorageClass before the claims: a claim that comes before its class is looked
 * at again only 15 s later, and one that names no class does not get the default one. Whoever is there already has that
 * behind them.
 */
export function classesFirst<T extends WrittenObject>(objects: readonly T[]): T[] {
  const isClass = (object: T): boolean => declaredObject(object).kind === 'StorageClass';
  return [...objects.filter(isClass), ...objects.filter((object) => !isClass(object))];
}
