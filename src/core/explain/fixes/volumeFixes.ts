import type { PodSpec } from '../../api/types';
import { asDeclared } from '../../api/asDeclared';
import { likelyName } from '../../assumptions/nearName';
import { withValue } from '../../changedValue';
import { podSpecsOf } from '../../manifest/podSpecs';
import { valueAt } from '../../path';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';

/** Mounts of a volume that the pod does not have, where one has nearly that name, or where one is mounted nowhere. */
export function* volumeFixes({ manifest, object }: FixScope): Generator<Candidate> {
  for (const spec of podSpecsOf(object)) {
    const pod = asDeclared<PodSpec>(valueAt(object.value, spec), 'PodSpec');
    const claims: unknown = valueAt(object.value, ['spec', 'volumeClaimTemplates']);
    const names = [
      ...(pod?.volumes ?? []).map(({ name }) => name),
      ...(Array.isArray(claims) ? claims : []).map((claim: unknown) => valueAt(claim, ['metadata', 'name'])),
    ].filter((name) => typeof name === 'string');
    const lists = ['containers', 'initContainers'] as const;
    const mounted = new Set(
      lists.flatMap((list) =>
        (pod?.[list] ?? []).flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)),
      ),
    );
    const [unused, ...more] = names.filter((name) => !mounted.has(name));
    for (const list of lists)
      for (const [i, { volumeMounts = [] }] of (pod?.[list] ?? []).entries())
        for (const [k, { name }] of volumeMounts.entries()) {
          if (typeof name !== 'string' || names.includes(name)) continue;
          const meant = likelyName(name, names) ?? (more.length === 0 ? unused : undefined);
          const path = [...spec, list, i, 'volumeMounts', k, 'name'];
          const placed = object.rangeOf(path);
          const edit = meant !== undefined && placed && !placed.alias && scalarEdit(manifest.text, placed.value, meant);
          if (meant === undefined || !placed || !edit) continue;
          yield {
            code: 'invalid-value',
            title: `Change the volume ${name} to ${meant}`,
            at: placed.value,
            edits: [edit],
            isCertain: likelyName(name, names) !== undefined,
            object,
            becomes: withValue(object.value, path, meant),
          };
        }
  }
}
