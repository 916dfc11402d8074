import { Quantity } from '../../../api/quantity';
import type { ApiError } from '../../../api/status';
import type { Container, LimitRange, LimitRangeItem, PersistentVolumeClaim, Pod } from '../../../api/types';
import { podLimits, podRequests } from '../../../componentHelpers/podResources';
import { aggregate, forbidden, type AdmissionContext, type PodAdmission } from './admission';
import { entryOf } from '../../../entryOf';

type Amounts = Record<string, string | number>;

/** Fills in what the containers leave out (plugin/pkg/admission/limitranger/admission.go PodMutateLimitFunc, 1.37). */
export const limitRangerDefaults: PodAdmission = (pod, { store, namespace }) => {
  for (const range of store.list<LimitRange>('LimitRange', namespace)) {
    let requests: Amounts = {};
    let limits: Amounts = {};
    for (const item of containerItems(range)) {
      requests = { ...requests, ...item.defaultRequest };
      limits = { ...limits, ...item.default };
    }
    const set = groupsOf(pod).flatMap(([containers, kind]) =>
      containers.flatMap((container) => fill(container, requests, limits, kind)),
    );
    if (set.length > 0 && pod.metadata) {
      const text = `LimitRanger plugin set: ${set.join('; ')}`;
      pod.metadata.annotations = { ...pod.metadata.annotations, 'kubernetes.io/limit-ranger': text };
    }
  }
  return undefined;
};

/** Checks minimum, maximum and ratio (PodValidateLimitFunc). */
export const limitRangerLimits: PodAdmission = (pod, { store, namespace }) => {
  for (const range of store.list<LimitRange>('LimitRange', namespace)) {
    const errors = (range.spec?.limits ?? []).flatMap((item) => {
      if (item.type === 'Pod') return check(item, asAmounts(podRequests(pod)), asAmounts(podLimits(pod)));
      if (item.type !== 'Container') return [];
      return groupsOf(pod).flatMap(([containers]) =>
        containers.flatMap(({ resources }) => check(item, resources?.requests ?? {}, resources?.limits ?? {})),
      );
    });
    if (errors.length > 0) return forbidden(pod, aggregate(errors));
  }
  return undefined;
};

/** Checks the size of a claim (PersistentVolumeClaimValidateLimitFunc). */
export function limitClaim(claim: PersistentVolumeClaim, { store, namespace }: AdmissionContext): ApiError | undefined {
  const requests = claim.spec?.resources?.requests ?? {};
  for (const range of store.list<LimitRange>('LimitRange', namespace)) {
    const errors: string[] = [];
    for (const item of range.spec?.limits ?? []) {
      if (item.type !== 'PersistentVolumeClaim') continue;
      for (const name of names(item.min)) errors.push(...below(item, name, requests, {}));
      for (const name of names(item.max)) {
        const text = `maximum ${name} usage per ${item.type} is ${entryOf(item.max, name)}`;
        if (entryOf(requests, name) === undefined) errors.push(`${text}.  No request is specified`);
        else if (less(entryOf(item.max, name), entryOf(requests, name)))
          errors.push(`${text}, but request is ${entryOf(requests, name)}`);
      }
    }
    if (errors.length > 0) return forbidden(claim, aggregate(errors));
  }
  return undefined;
}

function groupsOf({ spec }: Pod): [Container[], string][] {
  return [
    [spec?.containers ?? [], 'container'],
    [spec?.initContainers ?? [], 'init container'],
  ];
}

function containerItems(range: LimitRange): LimitRangeItem[] {
  return (range.spec?.limits ?? []).filter(({ type }) => type === 'Container');
}

/** Fills in what the container does not say; returns what was set, in the words of the annotation. */
function fill(container: Container, requests: Amounts, limits: Amounts, kind: string): string[] {
  const own = container.resources ?? {};
  const newLimits = Object.keys(limits).filter((name) => entryOf(own.limits, name) === undefined);
  const newRequests = Object.keys(requests).filter((name) => entryOf(own.requests, name) === undefined);
  const merged = {
    limits: { ...pick(limits, newLimits), ...own.limits },
    requests: { ...pick(requests, newRequests), ...own.requests },
  };
  container.resources = {
    ...own,
    ...(Object.keys(merged.limits).length > 0 && { limits: merged.limits }),
    ...(Object.keys(merged.requests).length > 0 && { requests: merged.requests }),
  };
  const said: string[] = [];
  if (newRequests.length > 0) said.push(`${newRequests.sort().join(', ')} request for ${kind} ${container.name}`);
  if (newLimits.length > 0) said.push(`${newLimits.sort().join(', ')} limit for ${kind} ${container.name}`);
  return said;
}

function pick(amounts: Amounts, wanted: string[]): Amounts {
  return Object.fromEntries(wanted.map((name) => [name, entryOf(amounts, name)!]));
}

function asAmounts(list: ReadonlyMap<string, Quantity>): Amounts {
  return Object.fromEntries([...list].map(([name, quantity]) => [name, quantity.toString()]));
}

/** What of an item's bounds the requests and limits break, in the API server's words. */
function check(item: LimitRangeItem, requests: Amounts, limits: Amounts): string[] {
  const errors: string[] = [];
  for (const name of names(item.min)) errors.push(...below(item, name, requests, limits));
  for (const name of names(item.max)) {
    const text = `maximum ${name} usage per ${item.type} is ${entryOf(item.max, name)}`;
    if (entryOf(limits, name) === undefined) errors.push(`${text}.  No limit is specified`);
    else if (less(entryOf(item.max, name), entryOf(limits, name)))
      errors.push(`${text}, but limit is ${entryOf(limits, name)}`);
    else if (entryOf(requests, name) !== undefined && less(entryOf(item.max, name), entryOf(requests, name)))
      errors.push(`${text}, but request is ${entryOf(requests, name)}`);
  }
  for (const name of names(item.maxLimitRequestRatio)) {
    const most = Quantity.of(entryOf(item.maxLimitRequestRatio, name));
    const text = `${name} max limit to request ratio per ${item.type} is ${most.toString()}`;
    const request = Quantity.of(entryOf(requests, name));
    const limit = Quantity.of(entryOf(limits, name));
    if (request.isZero()) errors.push(`${text}, but no request is specified or request is 0`);
    else if (limit.isZero()) errors.push(`${text}, but no limit is specified or limit is 0`);
    else {
      const ratio = Number(limit.nanos) / Number(request.nanos);
      if (ratio * 1000 > Number(most.milliValue())) errors.push(`${text}, but provided ratio is ${ratio.toFixed(6)}`);
    }
  }
  return errors;
}

function below(item: LimitRangeItem, name: string, requests: Amounts, limits: Amounts): string[] {
  const least = entryOf(item.min, name);
  const text = `minimum ${name} usage per ${item.type} is ${least}`;
  if (entryOf(requests, name) === undefined) return [`${text}.  No request is specified`];
  if (less(entryOf(requests, name), least)) return [`${text}, but request is ${entryOf(requests, name)}`];
  if (entryOf(limits, name) !== undefined && less(entryOf(limits, name), least))
    return [`${text}, but limit is ${entryOf(limits, name)}`];
  return [];
}

/** Go visits a map in any order; here it is the names'. */
function names(amounts: Amounts | undefined): string[] {
  return Object.keys(amounts ?? {}).sort();
}

function less(a: string | number | undefined, b: string | number | undefined): boolean {
  return Quantity.of(a).compare(Quantity.of(b)) < 0;
}
