import { expect, test } from 'vitest';
import { junitXml } from '../../../src/cli/ci/junit';

const hostile = `<b a="1">&amp;]]>\u001b[31m\u0000\u202e' --> <!--`;

test('counts its cases, and nothing in a text is markup', () => {
  const text = junitXml(hostile, 1.5, [
    { name: 'web starts', className: 'kind', time: 1 },
    { name: hostile, className: hostile, failure: { message: hostile, lines: [hostile, hostile] } },
  ]);
  expect(text).toContain('<testsuites tests="2" failures="1" errors="0" time="1.500">');
  expect(text).not.toContain('<b ');
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  // What is left without tags and entities has no sign of either.
  const rest = text
    .replace(/<\/?[a-z]+(?: [a-z]+="[^"<]*")*\/?>|<\?xml [^?<]*\?>/g, '')
    .replace(/&(?:amp|lt|gt|quot|apos);/g, '');
  expect(rest).not.toMatch(/[<&]/);
  expect(text.match(/<testcase /g)).toHaveLength(2);
});

test('why a case failed stays in lines, as its consumers show it', () => {
  const lines = ['why it does not run: <no node>\n  cause: no-node-fits\n', 'why another one'];
  const text = junitXml('web', 1, [
    { name: 'web starts', className: 'kind', failure: { message: 'not ready', lines } },
  ]);
  expect(text).toContain(
    '<failure message="not ready">why it does not run: &lt;no node&gt;\n  cause: no-node-fits\nwhy another one</failure>',
  );
});
