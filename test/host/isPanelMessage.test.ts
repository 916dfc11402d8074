import assert from 'node:assert/strict';
import { isPanelMessage } from '../../src/host/panel/isPanelMessage';
import { test } from './hostTest';

test('what the page says is taken, and nothing else', () => {
  const messages = [
    { type: 'ready' },
    { type: 'selected', message: 'create' },
    { type: 'reveal', steps: ['spec', 'containers', 0] },
    { type: 'revealLine', line: 3, column: 1 },
    { type: 'showLanes', uids: ['a', 'b'] },
    { type: 'askWithout', ids: ['ConfigMap shop/settings'] },
    { type: 'leaveOut', ids: [] },
    { type: 'chooseAssume' },
    { type: 'drawing', format: 'svg', content: '<svg/>' },
    { type: 'failed', part: 'diagram', message: 'Error: no' },
    { type: 'saveState' },
  ];
  for (const message of messages) assert.ok(isPanelMessage(message), JSON.stringify(message));
  const others = [
    null,
    'ready',
    {},
    { type: 'toString' },
    { type: 'selected' },
    { type: 'reveal', steps: 'spec' },
    { type: 'reveal', steps: [{}] },
    { type: 'revealLine', line: 0, column: 1 },
    { type: 'revealLine', line: '3', column: 1 },
    { type: 'showLanes', uids: [1] },
    { type: 'askWithout', ids: 'all' },
    { type: 'askWithout', ids: [1] },
    { type: 'leaveOut' },
    { type: 'leaveOut', ids: ['a', {}] },
    { type: 'drawing', format: 'exe', content: '' },
    { type: 'drawing', format: 'svg' },
    { type: 'failed', part: 'toString', message: 'Error: no' },
    { type: 'failed', part: 'diagram', message: {} },
    { type: '__proto__' },
  ];
  for (const other of others) assert.ok(!isPanelMessage(other), JSON.stringify(other));
});
