import { describe, expect, it, vi } from 'vitest';
import { schema } from '../../src/core/api/schema';
import { withValue } from '../../src/core/changedValue';
import { criRequestHover } from '../../src/core/explain/requests/criRequestHover';
import { criRequests } from '../../src/core/explain/requests/criRequests';
import { explainedPod } from '../../src/core/explain/difference/explainedPod';
import { startAsIs } from '../../src/core/explain/difference/fieldEffects';
import { hover } from '../../src/core/explain/hover/hover';
import type { HoverLink } from '../../src/core/explain/hover/hoverLinks';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { valueAt, type Path } from '../../src/core/path';
import { everything, pathsIn, podsWithEverything } from '../core/explain/everyField';
import { hostileTexts, unseen } from './hostileTexts';
import { readMarkdown } from './readMarkdown';

// POD_STARTUP_HOSTILE=60 puts as many of the texts into each place; by default there are fewer, others in each.
const each = Number(process.env['POD_STARTUP_HOSTILE'] ?? 1);

const ours = [
  /^https:\/\/kubernetes\.io\/docs\/reference\/generated\/kubernetes-api\/v1\.37\/#[a-z]+-v1-[a-z]+$/,
  /^https:\/\/github\.com\/kubernetes\/cri-api\/blob\/v0\.37\.2\/pkg\/apis\/runtime\/v1\/api\.proto#L\d+$/,
];

/** As the host gives them: with what is linked to inside of it. */
const addressOf = (link: HoverLink): string =>
  'address' in link ? link.address : `command:podStartup.${link.action}?${encodeURIComponent(JSON.stringify([link]))}`;

/** What of a hover at a place is not as it has to be; undefined where there is no hover. */
function wrongAt(text: string, offset: number): string[] | undefined {
  const found = hover(text, offset, { addressOf, maxLines: 2 });
  if (!found) return undefined;
  const { links, others, text: shown } = readMarkdown(found.markdown);
  const addresses = found.links.map(addressOf);
  const folded = links.slice(0, links.length - addresses.length);
  const request = found.links.find((link) => 'action' in link && link.action === 'showRequest');
  const wrong = [...others];
  if (found.markdown.replaceAll('\n', '').match(unseen) || unseen.test(shown)) wrong.push('something that is not seen');
  if (folded.length > 1 || folded.some(({ text: title }) => !/^… and \d+ more$/.test(title)))
    wrong.push(`a link of others: ${JSON.stringify(folded)}`);
  if (folded.some(({ href }) => !request || decodeURI(href) !== decodeURI(encoded(addressOf(request)))))
    wrong.push('lines that are folded lead elsewhere');
  const last = links.slice(folded.length).map(({ href }) => href);
  if (JSON.stringify(last) !== JSON.stringify(addresses.map(encoded))) wrong.push(`links: ${JSON.stringify(last)}`);
  if (
    addresses.some(
      (address) => !address.startsWith('command:podStartup.') && !ours.some((pattern) => pattern.test(address)),
    )
  )
    wrong.push('an address that is not ours');
  return wrong.map((what) => `${what}\n${found.markdown}`);
}

const encoded = (address: string): string =>
  address.replace(/[()'!*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

/** The same texts for the same place, others for the next. */
function textsFor(place: number): string[] {
  return Array.from(
    { length: Math.min(each, hostileTexts.length) },
    (_, i) => hostileTexts[(place * each + i) % hostileTexts.length]!,
  );
}

type Written = Record<string, unknown>;

/** What the path leads through, with the plain values beside it: a small object starts soon. The path in it comes with it. */
function alone(value: unknown, [step, ...rest]: Path): { value: unknown; path: Path } {
  if (step === undefined) return { value: typeof value === 'object' ? first(value) : value, path: [] };
  const below = alone((value as Written)[step], rest);
  if (Array.isArray(value)) return { value: [below.value], path: [0, ...below.path] };
  const plain = Object.entries(value as Written).filter(([, entry]) => typeof entry !== 'object');
  return { value: { ...Object.fromEntries(plain), [step]: below.value }, path: [step, ...below.path] };
}

/** The first that is in a value, all the way down. */
function first(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, 1).map(first);
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 2)
      .map(([key, entry]) => [key, first(entry)]),
  );
}

/** The object with the text at each of its places in turn: as a value, as a key, as the name of a field that there is not. */
function* poisoned(object: Written, needed: Written = {}): Generator<{ text: string; at: Path; value: string }> {
  let place = 0;
  for (const full of pathsIn(object)) {
    if (full.length === 0 || (full.length === 1 && ['kind', 'apiVersion'].includes(String(full[0])))) continue;
    const { value: small, path } = alone(object, full);
    const there = valueAt(small, path);
    const base =
      'spec' in needed
        ? {
            ...needed,
            ...(small as Written),
            spec: { ...(needed['spec'] as Written), ...((small as Written)['spec'] as Written) },
          }
        : small;
    for (const value of textsFor(place++)) {
      if (typeof there !== 'object' || there === null) {
        yield { text: JSON.stringify(withValue(base, path, value)), at: path, value };
      } else if (!Array.isArray(there)) {
        const key = value === '' ? 'x' : value;
        const entry = Object.values(there)[0] ?? 'x';
        yield { text: JSON.stringify(withValue(base, [...path, key], entry)), at: [...path, key], value: key };
      }
    }
  }
}

/** On the text itself, and on what stands beside it and is told with its name. */
function offsetsOf(text: string, at: Path): number[] {
  const manifest = parseManifest(text);
  const [object] = manifest.objects;
  const siblings = Object.keys((valueAt(object?.value, at.slice(0, -1)) as object | undefined) ?? {}).slice(0, 1);
  const beside = typeof at.at(-1) === 'number' ? [] : siblings.map((key) => [...at.slice(0, -1), key]);
  return [at, ...beside].flatMap((path) => {
    const placed = object?.rangeOf(path);
    return placed ? [placed.key?.start ?? placed.value.start, placed.value.start] : [];
  });
}

function expectText(objects: Iterable<Written>, least: number, needed?: Written): void {
  const wrong: string[] = [];
  let hovers = 0;
  for (const object of objects) {
    for (const { text, at, value } of poisoned(object, needed)) {
      for (const offset of new Set(offsetsOf(text, at))) {
        const found = wrongAt(text, offset);
        if (found) hovers++;
        wrong.push(...(found ?? []).map((what) => `${JSON.stringify(value)} at ${at.join('.')}: ${what}`));
      }
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(hovers).toBeGreaterThan(least);
}

vi.setConfig({ testTimeout: 300_000 });

describe('hostile texts stay text in hovers', () => {
  it('in every field and at every key of a pod', () => {
    expectText(
      podsWithEverything().map(({ pod }) => pod),
      3_000,
    );
  });

  it('in every field and at every key of the other kinds', () => {
    const kinds = Object.keys(schema).filter(
      (kind) => schema[kind]!['apiVersion'] && kind !== 'Pod' && !kind.endsWith('List'),
    );
    expect(kinds).toContain('ConfigMap');
    const objects = kinds.map((kind): Written => {
      const { spec, ...rest } = everything(kind) as Written;
      return { ...bare(rest), ...(spec === undefined ? {} : { spec: bare(spec as Written) }), apiVersion: 'v1', kind };
    });
    expectText(objects, 1_000);
  });

  const pod = (name: string): Written => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { [name]: name } },
    spec: {
      containers: [
        {
          name: `c ${name}`,
          image: `i/${name}`,
          command: [name],
          env: [
            { name, value: name },
            { name: `$(${name})`, valueFrom: { configMapKeyRef: { name, key: name } } },
          ],
          volumeMounts: [{ name, mountPath: `/${name}` }],
        },
      ],
      volumes: [{ name, configMap: { name, items: [{ key: name, path: name }] } }],
    },
  });

  it.each(hostileTexts)('where everything has the name, in one pod and what it takes up: %j', (name) => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { [name]: name, other: name } };
    const text = `${JSON.stringify(config)}\n---\n${JSON.stringify(pod(name))}\n`;
    const wrong: string[] = [];
    for (let offset = 0; offset < text.length; offset += 7) wrong.push(...(wrongAt(text, offset) ?? []));
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it.each(hostileTexts)('in the requests that a pod’s start sends: %j', (value) => {
    const container = { name: 'app', image: 'nginx', command: [value], env: [{ name: 'A', value }] };
    const text = JSON.stringify({
      ...pod('web'),
      metadata: { name: 'web', annotations: { [`a/${value}`]: value } },
      spec: { containers: [container] },
    });
    const manifest = parseManifest(text);
    const object = manifest.objects[0]!;
    const input = explainedPod(manifest, object, {});
    for (const line of criRequests(input ? startAsIs(input).calls : []).lines) {
      if (!line) continue;
      const { links, others, text: shown } = readMarkdown(criRequestHover(manifest, object, line).markdown);
      expect(others).toEqual([]);
      expect(shown).not.toMatch(unseen);
      for (const { href } of links) expect(href).toMatch(ours[1]!);
      expect(links.length).toBeLessThan(2);
    }
  });
});

/** Without the template of pods, which is tested as a pod. */
function bare(spec: Written): Written {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !/^(?:jobT|t)emplate$/.test(field)));
}
