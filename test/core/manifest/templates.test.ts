import { expect, it } from 'vitest';
import { maskTemplates, replaceTemplates } from '../../../src/core/manifest/templates';
import { seededRandom } from '../../../src/core/random';

const parts = ['{', '}', '{{', '}}', 'a', ' ', '\n', '\r', '\t', '.x'];

it('finds the expressions that the shortest match finds, on their line or on any', () => {
  const random = seededRandom(1);
  for (let i = 0; i < 20_000; i++) {
    const text = Array.from({ length: random.int(14) }, () => parts[random.int(parts.length)]).join('');
    const found = [...text.matchAll(/\{\{[^\n]*?\}\}/g)].map(({ 0: source, index }) => ({ offset: index, source }));
    const masked = maskTemplates(text);
    expect(masked.templates, JSON.stringify(text)).toEqual(found);
    expect(masked.text).toHaveLength(text.length);
    expect(replaceTemplates(text, () => '…')).toBe(text.replace(/\{\{.*?\}\}/gs, '…'));
  }
});

it('makes a line of nothing but expressions blank, and leaves others in their places', () => {
  const text = 'a: {{ .a }}\n  {{- if b }} {{ c }}\t\r\n{{ d }}: e\n';
  const { text: masked } = maskTemplates(text);
  expect(masked.split('\n')[1]?.trim()).toBe('');
  expect(masked).toMatch(/^a: [\uE000\uE001]{8}\n[ \t]+\r\n[\uE000\uE001]{7}: e\n$/);
});

it.each([
  ['opened', '{{ '.repeat(100_000)],
  ['opened on many lines', '{{ a\n'.repeat(100_000)],
  ['closed', '{{a}}'.repeat(100_000)],
  ['closed at the end only', `${'{{'.repeat(100_000)}}}`],
  ['blank', `{{a}}${' '.repeat(100_000)}x\n`.repeat(5)],
  ['long', `{{${'x'.repeat(10_000_000)}`],
])('%s: takes time in proportion to the text', { retry: 2 }, (_, text) => {
  const before = process.cpuUsage();
  maskTemplates(text);
  replaceTemplates(text, () => '…');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1000);
});
