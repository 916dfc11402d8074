import { Quantity } from '../../../api/quantity';
import type { ResourceQuota } from '../../../api/types';
import { entryOf } from '../../../entryOf';

const resources = ['cpu', 'memory', 'storage', 'ephemeral-storage'] as const;

/** Requests of which a quota allows more than of limits (pkg/registry/core/resourcequota/strategy.go, 1.35). */
export function quotaWarnings({ spec }: Partial<ResourceQuota>): string[] {
  return resources.flatMap((resource) => {
    const names = [`requests.${resource}`, ...(resource === 'cpu' || resource === 'memory' ? [resource] : [])];
    const limits = `limits.${resource}`;
    const requests = names.find((name) => entryOf(spec?.hard, name) !== undefined);
    const [asked, most] = [requests && entryOf(spec?.hard, requests), entryOf(spec?.hard, limits)];
    if (asked === undefined || most === undefined || Quantity.of(asked).compare(Quantity.of(most)) <= 0) return [];
    const [one, other] = [asked, most].map((amount) => Quantity.of(amount).toString());
    return [`ResourceQuota ${requests} (${one}) should be less than ${limits} (${other})`];
  });
}
