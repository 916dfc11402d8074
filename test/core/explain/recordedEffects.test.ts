import { describe, expect, test } from 'vitest';
import { declaredObject } from '../../../src/core/api/asDeclared';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import { withValue } from '../../../src/core/changedValue';
import { effectsBetween, isFieldEffect, type Effect } from '../../../src/core/explain/difference/effects';
import { explainedPod, type ExplainOptions } from '../../../src/core/explain/difference/explainedPod';
import { startAsIs } from '../../../src/core/explain/difference/fieldEffects';
import { hover } from '../../../src/core/explain/hover/hover';
import type { PodStart } from '../../../src/core/explain/difference/podStart';
import { parseManifest, type Manifest } from '../../../src/core/manifest/parseManifest';
import { valueAt, type Path } from '../../../src/core/path';
import { recordedEffects, recordings, type Recording } from '../../recordings/recordings';
import { withoutUnknowable } from '../cluster/simulate/unknowable';

// Recorded is how a real kubelet's calls changed from pod.minimal to each case. A case that changes one thing is asked
// for the hover on it. One that changes several is built up from pod.minimal one by one, and the hover on each, in the
// manifest in which it is the newest, tells its part. Together they must say just what the kubelet changed.

const own = new Map(recordings('own').map((recording) => [recording.name, recording]));
const minimal = own.get('pod.minimal')!;
const barePod = objectsOf(minimal.manifest)[0]!;

/** The volume of the case before it, of the same name, was still there and could not be bound again. */
const chance = new Set(['container.volume.persistentVolumeClaim.readOnly']);
/** When a pod that has ended is cleared away is chance. */
const clearing = new Set(['RemoveContainer', 'RemovePodSandbox']);

describe('hovers name the calls and fields that a real kubelet changed', () => {
  const cases = Object.entries(recordedEffects());
  test.each(cases)('%s', (name, recorded) => {
    const recording = own.get(name)!;
    const options = optionsOf(recording);
    const sum = new Sum();
    // No hover is about what is on the node or what is done to the pod later.
    const bare = { ...optionsOf(minimal), namespace: recording.namespace };
    sum.add(effectsBetween(startOf(minimal.manifest, bare).made, startOf(minimal.manifest, options).made));
    let left = changesOf(recording);
    const replaced = left.some(({ isReplaced }) => isReplaced);
    // What is gone can not be hovered; it goes first.
    const gone = left.filter(({ isGone }) => isGone);
    let built = gone.reduce((objects, change) => change.apply(objects), [barePod]);
    left = left.filter(({ isGone }) => !isGone);
    while (left.length > 0) {
      const next = left.find((change) => isTaken(startOf(written(change.apply(built)), options))) ?? left[0]!;
      left = left.filter((change) => change !== next);
      built = next.apply(built);
      const manifest = parseManifest(left.length === 0 ? recording.manifest : written(built));
      sum.add(next.hovered(manifest, options));
    }
    const circumstances = { ...recording, pod: startOf(recording.manifest, options).stored?.metadata?.name ?? '' };
    const told = comparable(sum.told(), circumstances);
    // What was there in place of the value stands in no manifest: that its calls are not made, no hover can say.
    const wanted = comparable(recorded.map(asTold), circumstances).filter(
      (each) => !(replaced && each.change === 'not made'),
    );
    const expected = wanted.map((each) => shown(each, told));
    if (chance.has(name)) expect(told, 'an exception that is no longer needed').not.toEqual(expected);
    else expect(told).toEqual(expected);
  });
});

describe('the hover on the one value of what was changed says the same as that on all of it', () => {
  const cases = Object.keys(recordedEffects()).flatMap((name) => {
    const recording = own.get(name)!;
    const pod = objectsOf(recording.manifest).find(({ kind }) => kind === 'Pod');
    return divergences(barePod, pod).flatMap((path) => {
      const values = leaves(valueAt(pod, path), path);
      return values.length === 1 && values[0]!.length > path.length
        ? [[name, recording, path, values[0]!] as const]
        : [];
    });
  });
  test.each(cases)('%s', (_name, recording, path, value) => {
    const manifest = parseManifest(recording.manifest);
    const [told, all] = [value, path].map((each) => {
      const sum = new Sum();
      sum.add(hoverOn(manifest, 'Pod', each, optionsOf(recording)));
      return comparable(sum.told(), { ...recording, pod: '' });
    });
    expect(told).toEqual(all);
  });
});

/** One way in which a case's manifest is more than that of pod.minimal. */
interface Change {
  apply(objects: readonly KubernetesObject[]): KubernetesObject[];
  /** What the hover on it says in a manifest. */
  hovered(manifest: Manifest, options: ExplainOptions): readonly Effect[];
  /** Whether another value stood there, and whether none stands there now. */
  isReplaced: boolean;
  isGone?: boolean;
}

function changesOf({ manifest }: Recording): Change[] {
  const objects = objectsOf(manifest);
  const pod = objects.find(({ kind }) => kind === 'Pod')!;
  const others = objects.filter((object) => object !== pod);
  // What the pod refers to is there from the start; what acts on it without being named is a change of its own.
  const isAmbient = ({ kind }: KubernetesObject): boolean => kind === 'Service' || kind === 'LimitRange';
  const named = others.filter((object) => !isAmbient(object));
  const ambient = others.filter(isAmbient).map((object): Change => {
    return {
      apply: (before) => [object, ...before],
      hovered: (text, options) => hoverOn(text, object.kind!, ['kind'], options),
      isReplaced: false,
    };
  });
  const fields = divergences(barePod, pod).map((path): Change => {
    const value = valueAt(pod, path);
    return {
      apply: (before) => [
        ...before.filter(({ kind }) => kind !== 'Pod' && !named.some((other) => other.kind === kind)),
        ...named,
        withValue(before.at(-1)!, path, value),
      ],
      hovered: (text, options) => hoverOn(text, 'Pod', path, options),
      isReplaced: valueAt(barePod, path) !== undefined,
      isGone: value === undefined,
    };
  });
  return [...ambient, ...fields];
}

/** Where the second value has more, less or something else than the first; as high up as it can be said. */
function divergences(a: unknown, b: unknown, path: Path = []): Path[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path];
  const isList = Array.isArray(a);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
    const step = isList ? Number(key) : key;
    return divergences(valueAt(a, [step]), valueAt(b, [step]), [...path, step]);
  });
}

function leaves(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, isList ? Number(key) : key]));
}

function hoverOn(manifest: Manifest, kind: string, path: Path, options: ExplainOptions): readonly Effect[] {
  const { key, value } = manifest.objects.find((object) => object.kind === kind)!.rangeOf(path)!;
  // The item of a list is pointed at by its dash.
  const isItem = typeof path.at(-1) === 'number' && manifest.text[value.start] !== '{';
  return (
    hover(manifest, isItem ? manifest.text.lastIndexOf('-', value.start) : (key ?? value).start, options)?.effects ?? []
  );
}

/** The effects of one change after the other. */
class Sum {
  readonly #fields = new Map<string, { call: string; field: string; without: unknown; with: unknown }>();
  readonly #calls = new Map<string, { call: string; madeWithout: number; madeWith: number }>();

  add(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (isFieldEffect(effect)) {
        const key = `${effect.call} ${effect.field}`;
        const { without } = this.#fields.get(key) ?? effect;
        this.#fields.set(key, { call: effect.call, field: effect.field, without, with: effect.with });
      } else {
        const { madeWithout } = this.#calls.get(effect.call) ?? effect;
        this.#calls.set(effect.call, { call: effect.call, madeWithout, madeWith: effect.madeWith });
      }
    }
  }

  told(): Told[] {
    const calls = [...this.#calls.values()].filter(({ madeWithout, madeWith }) => madeWithout !== madeWith);
    const oneSided = new Set(calls.filter((each) => !each.madeWithout || !each.madeWith).map(({ call }) => call));
    const fields = [...this.#fields.values()].filter(
      (each) => !oneSided.has(each.call) && JSON.stringify(each.without) !== JSON.stringify(each.with),
    );
    return [
      ...fields.map(({ call, field, with: value }) => ({ call, field, with: value ?? null })),
      ...calls.map(({ call, madeWithout, madeWith }) => {
        const change = !madeWithout ? 'made' : !madeWith ? 'not made' : `made ${madeWith} times, not ${madeWithout}`;
        return { call, change };
      }),
    ];
  }
}

interface Told {
  call: string;
  field?: string;
  with?: unknown;
  change?: string;
}

function asTold({ call, field, with: value, change }: Told): Told {
  return field === undefined ? { call, change } : { call, field, with: value };
}

/** A recorded value as a hover may show it: what comes from a Secret has its name. */
function shown(wanted: Told, told: readonly Told[]): Told {
  const same = told.find(({ call, field }) => call === wanted.call && field === wanted.field);
  return typeof same?.with === 'string' && /^‹secret .*›$/.test(same.with) ? { ...wanted, with: same.with } : wanted;
}

function comparable(effects: readonly Told[], circumstances: Parameters<typeof withoutUnknowable>[1]): Told[] {
  const key = ({ call, field = '' }: Told): string => `${call} ${field}`;
  const known = withoutUnknowable(effects, circumstances) as Told[];
  // An empty value is a default, which the wire leaves out.
  return known
    .filter((each) => each.with !== '' && !clearing.has(each.call))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function optionsOf({ namespace, seconds, plan, node, actions, namespaceLabels, runtime }: Recording): ExplainOptions {
  return {
    namespace,
    // It is up to a second of chance when the kubelet sees that a container has ended.
    seconds: plan.containers ? seconds + 1 : seconds,
    scenario: { ...plan, runtime, node, ...(actions && { actions }), ...(namespaceLabels && { namespaceLabels }) },
  };
}

function startOf(text: string, options: ExplainOptions): PodStart {
  const manifest = parseManifest(text);
  return startAsIs(
    explainedPod(
      manifest,
      manifest.objects.find(({ kind }) => kind === 'Pod')!,
      options,
    )!,
  );
}

function isTaken({ errors, stuck }: PodStart): boolean {
  return errors.length === 0 && stuck === undefined;
}

function objectsOf(text: string): KubernetesObject[] {
  return parseManifest(text).objects.map(({ value }) => declaredObject(value));
}

function written(objects: readonly KubernetesObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
