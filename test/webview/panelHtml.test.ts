import { expect, test } from 'vitest';
import { panelHtml } from '../../src/host/panel/panelHtml';

const html = panelHtml({
  script: 'https://assets/panel.js',
  drawing: 'https://assets/drawSequence.js',
  shared: 's',
  style: 'https://assets/panel.css',
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

test('nothing inline and nothing evaluated is allowed', () => {
  expect([...policy.values()].flat().filter((source) => source.startsWith("'unsafe"))).toEqual([]);
});

test('the page has no script and no style of its own', () => {
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" nonce="abc" src="https://assets/panel.js">']);
  expect(html).not.toMatch(/<style|style=|onload=|onclick=/);
});

test('it says in how much detail a start is shown where nothing is kept', () => {
  expect(html).toContain('<body data-level="1">');
});
