import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { start } from '../../src/core/circumstances/start';
import { manifestHints } from '../../src/core/explain/hints/manifestHints';
import { hover } from '../../src/core/explain/hover/hover';
import { asMeant, wordsOf } from '../../src/core/explain/meaning/asMeant';
import { withTemplatesBack } from '../../src/core/explain/meaning/templateWords';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { story } from '../../src/core/story/story';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));

/** A chart's template, with expressions of the same form in other places than in the other. */
const chart = (first: string, second: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Values.${first} }}
  labels: {app: "{{ .Values.${second} }}", tier: {{ include "${first}.labels" . }}}
spec:
  containers:
    - name: app
      image: "{{ .Values.image.repository }}:{{ .Values.${first} }}"
      envFrom: [{configMapRef: {name: {{ .Release.Name }}-${second}}}]
`;

const texts = [
  ...readdirSync(samples)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(`${samples}/${name}`, 'utf8')),
  chart('one', 'two'),
  chart('two', 'one'),
];

/** All that the core says of a text: its start, its hints, and a hover at each line. */
function said(text: string): string {
  const manifest = parseManifest(text);
  const written = manifest.objects.map(({ value }) => value);
  const simulation = start({ objects: written.map(asMeant), circumstances: {}, start: 1_800_000_000_000 });
  const words = wordsOf(written);
  const hovers: unknown[] = [];
  for (let line = 0, at = 0; at >= 0; line++, at = text.indexOf('\n', at + 1)) {
    const found = hover(manifest, at + 1 + (text.slice(at + 1).match(/^[ -]*/)?.[0].length ?? 0));
    hovers.push([line, found?.markdown, found?.effects]);
  }
  const { trace, calls, watch, events, errors } = withTemplatesBack(
    { ...simulation, trace: simulation.trace, events: simulation.events },
    words,
  );
  return JSON.stringify({
    trace,
    calls,
    watch,
    events,
    errors,
    story: story(trace),
    hovers,
    hints: manifestHints(manifest),
  });
}

test('what is said of a text does not depend on what was asked before: each twice, in two orders', () => {
  const first = texts.map(said);
  const again = texts.toReversed().map(said).toReversed();
  expect(first.length).toBeGreaterThan(5);
  for (const [i, answer] of first.entries()) {
    expect(answer.length).toBeGreaterThan(1000);
    expect(again[i] === answer, texts[i]).toBe(true);
  }
});
