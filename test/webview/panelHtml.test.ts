import { expect, test } from 'vitest';
import { panelHtml } from '../../src/host/panel/panelHtml';

const html = panelHtml({
  script: 'build()',
  drawing: 'var podStartupDrawing',
  style: "@font-face { src: url('./codicon.ttf') }",
  font: 'https://assets/codicon.ttf',
  cspSource: 'https://assets',
  nonce: 'abc',
  level: 1,
});
const policy = new Map(
  (/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '')
    .split('; ')
    .map((directive): [string, string[]] => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
);

test('the policy forbids what it does not name, and scripts but ours', () => {
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')).toEqual(["'nonce-abc'"]);
});

test('nothing without the nonce is allowed, and nothing is evaluated', () => {
  expect([...policy.values()].flat().filter((source) => source.startsWith("'unsafe"))).toEqual([]);
});

test('each script and style has the nonce, none is in an attribute, and nothing is loaded but the font', () => {
  expect(html.match(/<(?:script|style)[^>]*>/g)).toEqual([
    '<style nonce="abc">',
    '<script nonce="abc">',
    '<script type="module" nonce="abc">',
  ]);
  expect(html).not.toMatch(/style=|onload=|onclick=|src=|href=/);
  expect(html).toContain("src: url('https://assets/codicon.ttf')");
});

test('it says in how much detail a start is shown where nothing is kept', () => {
  expect(html).toContain('<body data-level="1">');
});
