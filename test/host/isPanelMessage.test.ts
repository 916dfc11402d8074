import { expect, test } from 'vitest';
import { isPanelMessage } from '../../src/host/panel/isPanelMessage';

test.each([
  { type: 'ready' },
  { type: 'selected', message: 'create' },
  { type: 'reveal', steps: ['spec', 'containers', 0] },
  { type: 'drawing', format: 'svg', content: '<svg/>' },
])('what the page says is taken: %j', (message) => {
  expect(isPanelMessage(message)).toBe(true);
});

test.each([
  null,
  'ready',
  {},
  { type: 'toString' },
  { type: 'selected' },
  { type: 'reveal', steps: 'spec' },
  { type: 'reveal', steps: [{}] },
])('anything else is not: %j', (message) => {
  expect(isPanelMessage(message)).toBe(false);
});
