import { expect, test } from 'vitest';
import { renderedHeading, renderedNote } from '../../../src/core/helm/renderedHeading';

test.each([
  [[], 'Rendered from the chart shop by helm template, without values.'],
  [['values.yaml'], 'Rendered from the chart shop by helm template, with values.yaml.'],
  [['a.yaml', 'b.yaml', 'c.yaml'], 'Rendered from the chart shop by helm template, with a.yaml, b.yaml and c.yaml.'],
])('what was rendered with %j says so, and is read back', (values, note) => {
  const heading = renderedHeading('shop', values);
  expect(heading).toBe(`# ${note}\n`);
  expect(renderedNote(`${heading}---\nkind: Pod\n`)).toBe(note);
});

test('names of several lines stay in the comment', () => {
  expect(renderedHeading('a\nkind: Pod', ['b\r\nc.yaml'])).toBe(
    '# Rendered from the chart a kind: Pod by helm template, with b c.yaml.\n',
  );
});

test('another text has no note', () => {
  expect(renderedNote('# A comment\nkind: Pod\n')).toBeUndefined();
  expect(renderedNote('kind: Pod # Rendered from the chart shop')).toBeUndefined();
});
