import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { hover } from '../../../src/core/explain/hover/hover';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { seededRandom } from '../../../src/core/random';
import { recordings } from '../../recordings/recordings';
import { podsWithEverything } from './everyField';

// POD_STARTUP_POSITIONS=100000 asks at as many positions as the project promises; by default there are fewer.
const positions = Number(process.env['POD_STARTUP_POSITIONS'] ?? 6000);

/** Manifests of all sorts: those of the recordings, valid and not, and pods with every field there is. */
const texts = [
  ...(['own', 'more', 'containerd'] as const).flatMap((set) => recordings(set).map(({ manifest }) => manifest)),
  ...podsWithEverything()
    .filter(({ field }) => !field.endsWith('ontainers'))
    .map(({ pod }) => stringify(pod)),
  'apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}}\nspec:\n  containers:\n  - &a {name: a, image: {{ .b }}}\n  - {<<: *a, name: b}\n',
];

const bits = [
  '\n',
  '  ',
  '- ',
  ': ',
  '#',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '|\n',
  '\t',
  '&a ',
  '*a',
  '<<: *a',
  '\r\n',
];
bits.push(
  '? ',
  '!!str ',
  '~',
  '---\n',
  '{{',
  '}}',
  '\u{1F434}',
  'null',
  '0x',
  'name',
  'spec:',
  '-1',
  '99999999999999999999',
);

describe('hover in any text', () => {
  it(
    `never throws and answers within 100 ms, at ${positions} positions in texts that are cut anywhere`,
    () => {
      const random = seededRandom(11);
      const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
      const each = 25;
      const slow: { text: string; offset: number; milliseconds: number }[] = [];
      let answers = 0;
      for (let asked = 0; asked < positions;) {
        let text = pick(texts);
        for (let changes = random.int(4); changes > 0; changes--) {
          const at = random.int(text.length + 1);
          text =
            random.int(3) === 0 ? text.slice(0, at) : text.slice(0, at) + pick(bits) + text.slice(at + random.int(3));
        }
        const manifest = parseManifest(text);
        for (let i = 0; i < each; i++, asked++) {
          const offset = random.int(text.length + 1);
          const since = performance.now();
          if (hover(manifest, offset)) answers++;
          const milliseconds = performance.now() - since;
          if (milliseconds > 100) slow.push({ text, offset, milliseconds });
        }
      }
      // A busy machine gives its time to others too: what counts is what the answer itself takes.
      const slowAgain = slow.filter(({ text, offset }) => {
        const before = process.cpuUsage();
        hover(text, offset);
        const { user, system } = process.cpuUsage(before);
        return user + system > 100_000;
      });
      expect(slowAgain).toEqual([]);
      expect(answers).toBeGreaterThan(positions / 4);
    },
    30_000 + positions * 5,
  );
});
