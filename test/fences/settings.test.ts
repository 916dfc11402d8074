import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeKinds } from '../../src/core/scenario/nodeKinds';
import { runtimeChoices } from '../../src/core/scenario/runtimes/runtimeOf';
import type { Circumstances } from '../../src/core/circumstances/circumstances';
import { inlayKinds } from '../../src/core/explain/inlay/inlayHint';
import { hoverParts } from '../../src/core/explain/hover/hoverOptions';
import { versions } from '../../src/core/release/differences';
import { extensionManifest } from '../extensionManifest';
import { containerdProfile } from '../../src/core/scenario/durationProfile';

interface Choice {
  enum: unknown[];
  enumDescriptions?: string[];
  default?: unknown;
}

const manifest = extensionManifest as {
  contributes: {
    configuration: { properties: Record<string, { default?: unknown; properties?: Record<string, unknown> }> };
  };
};
const settings = manifest.contributes.configuration.properties;

/** Every choice in package.json, by the name of its setting or the way to it. */
function choicesIn(value: unknown, way: readonly string[] = []): [name: string, choice: Choice][] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, each]) => choicesIn(each, [...way, key]));
  const name = way.findLast((key) => key.startsWith('podStartup.')) ?? way.join('.');
  return isChoice(value) ? [[name, value], ...below] : below;
}

function isChoice(value: object): value is Choice {
  return 'enum' in value && Array.isArray(value.enum);
}

// The compiler asks for what is missing here.
const durations = { containerd: true, none: true } satisfies Record<NonNullable<Circumstances['durations']>, true>;
const assume = { usual: true, nothing: true } satisfies Record<NonNullable<Circumstances['assume']>, true>;

/** What the values of each choice are in src. */
const known: Readonly<Record<string, readonly string[]>> = {
  'podStartup.simulation.kubernetes': ['auto', ...versions],
  'podStartup.simulation.kubernetesVersion': [...versions],
  'podStartup.simulation.runtime': Object.keys(runtimeChoices),
  'podStartup.simulation.node': Object.keys(nodeKinds),
  'podStartup.simulation.durations': Object.keys(durations),
  'podStartup.simulation.assume': Object.keys(assume),
  'podStartup.hover.parts': hoverParts,
};

const choices = choicesIn(manifest);

test('the choices of package.json are known here: name in this file what each repeats', () => {
  expect(choices.map(([name]) => name).toSorted()).toEqual(Object.keys(known).toSorted());
});

test.each(choices)('%s offers what src knows, and the default is among it', (name, choice) => {
  expect(choice.enum).toEqual(known[name]);
  if (choice.default !== undefined) expect(choice.enum).toContain(choice.default);
  if (choice.enumDescriptions) expect(choice.enumDescriptions).toHaveLength(choice.enum.length);
});

test('the settings name all durations of a profile, and all parts of a hover', () => {
  expect(Object.keys(settings['podStartup.simulation.profile']?.properties ?? {}).toSorted()).toEqual(
    Object.keys(containerdProfile)
      .filter((name) => name !== 'name')
      .toSorted(),
  );
  expect(settings['podStartup.hover.parts']?.default).toEqual(hoverParts);
});

test('each kind of inlay hint has a setting and a row of the README with its default', () => {
  const prefix = 'podStartup.inlayHints.';
  const own = Object.entries(settings).filter(([name]) => name.startsWith(prefix));
  expect(own.map(([name]) => name.slice(prefix.length))).toEqual(inlayKinds);
  expect(own.flatMap(([name, { default: on }]) => (on === true ? name.slice(prefix.length) : []))).toEqual([
    'imagePullPolicy',
    'qosClass',
  ]);
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `(podStartup\.inlayHints\.\w+)` +\| (on|off) +\|/gm)];
  expect(rows.map(([, name, state]) => [name, state])).toEqual(
    own.map(([name, { default: on }]) => [name, on === true ? 'on' : 'off']),
  );
});

test('a choice is found at any depth', () => {
  const one = { enum: ['x'] };
  expect(choicesIn({ settings: [{ 'podStartup.x': { items: { anyOf: [one] } } }], tool: { input: one } })).toEqual([
    ['podStartup.x', one],
    ['tool.input', one],
  ]);
});
