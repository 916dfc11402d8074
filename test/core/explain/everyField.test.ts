import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { withValue } from '../../../src/core/changedValue';
import { hover } from '../../../src/core/explain/hover/hover';
import { parseManifest, type Manifest } from '../../../src/core/manifest/parseManifest';
import { formatPath, valueAt, type Path } from '../../../src/core/path';
import { podTemplatePath } from '../../../src/core/manifest/podSpecs';
import { leafPaths, pathsIn, podsWithEverything } from './everyField';

const pods = podsWithEverything();

/** `spec.containers[].env[].value`: the same for all items of a list. */
function generalPath(path: Path): string {
  return formatPath(path).replace(/\[\d+\]/g, '[]');
}

/** One path of each sort in a value: the first. */
function sortsOfPaths(value: unknown, at: Path): Path[] {
  const seen = new Map<string, Path>();
  for (const path of pathsIn(value, at)) if (!seen.has(generalPath(path))) seen.set(generalPath(path), path);
  return [...seen.values()];
}

/** The hover on a path of a text's n-th object, at its key, or at an item's dash or bracket. */
function hoverAt(source: string | Manifest, path: Path, nth = 0): string {
  const manifest = typeof source === 'string' ? parseManifest(source) : source;
  const { text } = manifest;
  const { key, value } = manifest.objects[nth]!.rangeOf(path)!;
  const dash = /-[ \n]+$/.exec(text.slice(0, value.start))?.[0] ?? '';
  return hover(manifest, key?.start ?? value.start - dash.length)?.markdown ?? '';
}

describe('hover on every field of a pod spec', () => {
  it('answers for all 849 leaves and everything in between, each in its own words', () => {
    const leaves = new Set(leafPaths('PodSpec', 'spec'));
    expect(leaves.size).toBe(849);
    const texts = new Map<string, string>();
    for (const { field, pod } of pods) {
      const text = stringify(pod, { aliasDuplicateObjects: false });
      const manifest = parseManifest(text);
      for (const path of sortsOfPaths(pod.spec[field], ['spec', field])) {
        const name = generalPath(path);
        const markdown = hoverAt(manifest, path);
        const [head, fact] = markdown.split(/\n+/);
        expect(head, name).toContain(path.findLast((step) => typeof step === 'string'));
        expect(fact, name).toMatch(/\w/);
        const before = texts.get(markdown);
        expect(before, `${name} says the same as ${before}`).toBeUndefined();
        texts.set(markdown, name);
        leaves.delete(name);
        leaves.delete(name.replace(/(?:\.[\w-]+|\["[^"]*"\])$/, '{}'));
        const isScalar = typeof valueAt(pod, path) !== 'object' && typeof path.at(-1) === 'string';
        const place = isScalar ? manifest.objects[0]!.rangeOf(path)!.value.start : undefined;
        if (place !== undefined && path.length % 3 === 0)
          expect(hover(manifest, place)?.markdown, `${name}, on its value`).toBe(markdown);
      }
    }
    expect([...leaves]).toEqual([]);
  });

  // Every sort of path has had its answer; that other forms of text give the same one is seen from some.
  const some = pods.flatMap(({ field, pod }) =>
    sortsOfPaths(pod.spec[field], ['spec', field])
      .filter((path, i) => path[3] !== 'livenessProbe' && i % 29 === 0)
      .map((path) => ({ pod, path })),
  );

  it('says the same in JSON, in flow style, in a List and in one of many documents', () => {
    for (const { pod, path } of some) {
      const wanted = hoverAt(stringify(pod, { aliasDuplicateObjects: false }), path);
      const json = JSON.stringify(pod);
      const list = stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Namespace' }, pod] });
      const name = formatPath(path);
      expect(hoverAt(JSON.stringify(pod, null, 2), path), `${name} in JSON`).toBe(wanted);
      expect(hoverAt(stringify(pod, { collectionStyle: 'flow' }), path), `${name} in flow style`).toBe(wanted);
      expect(hoverAt(list, path, 1), `${name} in a List`).toBe(wanted);
      expect(hoverAt(`a: 1\n---\n${json}\n---\nb: 2\n`, path), `${name} in a second document`).toBe(wanted);
    }
  });

  it.each(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicationController'])(
    'says the same in the template of a %s',
    (kind) => {
      // Another part of them for each kind.
      const part = some.filter(({ path }, i) => path[1] !== 'restartPolicy' && i % 7 === kind.length % 7);
      expect(part.length).toBeGreaterThan(3);
      for (const { pod, path } of part) {
        const template = podTemplatePath(kind)!;
        const apiVersion = kind.endsWith('Job') ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1';
        const workload = withValue({ apiVersion, kind, metadata: { name: 'web' } }, template, { spec: pod.spec });
        const [head, fact] = hoverAt(stringify(workload), [...template, ...path]).split(/\n+/);
        const [wantedHead, wantedFact] = hoverAt(stringify(pod), path).split(/\n+/);
        expect([head, fact], formatPath(path)).toEqual([wantedHead, wantedFact]);
      }
    },
  );
});
