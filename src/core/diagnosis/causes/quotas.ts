import type { ResourceQuota } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { Quantity } from '../../api/quantity';
import { entryOf } from '../../entryOf';
import type { Finding } from '../facts/finding';
import type { Around } from '../facts/ownership';
import { kubectl } from '../facts/suggestedCommand';

/** A quota of which something is used up: the next object that asks for it is refused (pkg/quota/v1, 1.37). */
export function ofQuota(object: KubernetesObject, { told }: Around): Finding | undefined {
  const { status, metadata }: Partial<ResourceQuota> = object;
  const { name = '', namespace = 'default' } = metadata ?? {};
  if (told.some(({ cause }) => cause.includes(`ResourceQuota ${name} `))) return undefined;
  const full = Object.entries(status?.hard ?? {}).flatMap(([resource, hard]) => {
    const used = entryOf(status?.used, resource);
    if (used === undefined) return [];
    const [have, most] = [amount(used), amount(hard)];
    return have !== undefined && most !== undefined && have >= most && most > 0
      ? [`${resource} (used ${used}, hard ${hard})`]
      : [];
  });
  if (full.length === 0) return undefined;
  return {
    name: 'quota-used-up',
    isWaiting: true,
    cause: `it is used up: ${full.join(', ')}; what asks for more is refused (exceeded quota)`,
    evidence: `status.used has reached status.hard: ${full.join(', ')}`,
    field: 'spec.hard',
    next: 'delete what is not needed, ask for less, or have the quota raised',
    command: kubectl`describe resourcequota ${name} -n ${namespace}`,
  };
}

/** In billionths; undefined for what is no quantity. */
function amount(written: string | number): bigint | undefined {
  try {
    return Quantity.parse(written).nanos;
  } catch {
    return undefined;
  }
}
