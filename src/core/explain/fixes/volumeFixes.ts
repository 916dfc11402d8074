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
    const mounts = (['containers', 'initContainers'] as const).flatMap((list) =>
      (pod?.[list] ?? []).flatMap(({ volumeMounts = [] }, i) =>
        volumeMounts.map(({ name }, k) => ({ name, path: [...spec, list, i, 'volumeMounts', k, 'name'] })),
      ),
    );
    const mounted = new Set(mounts.map(({ name }) => name));
    const [unused, ...more] = names.filter((name) => !mounted.has(name));
    for (const { name, path } of mounts) {
      if (typeof name !== 'string' || names.includes(name)) continue;
      const near = likelyName(name, names);
      const meant = near ?? (more.length === 0 ? unused : undefined);
      const placed = object.rangeOf(path);
      if (meant === undefined || !placed || placed.alias) continue;
      const edit = scalarEdit(manifest.text, placed.value, meant);
      if (!edit) continue;
      yield {
        code: 'invalid-value',
        title: `Change the volume ${name} to ${meant}`,
        at: placed.value,
        edits: [edit],
        isCertain: near !== undefined,
        object,
        becomes: withValue(object.value, path, meant),
      };
    }
  }
}
