import assert from 'node:assert/strict';
import { isExplainedRequest, isPageNews, isWatchedRequest } from '../../src/host/panel/pageMessages';
import { test } from './hostTest';

const isPanelMessage = (value: unknown): boolean =>
  isPageNews(value) || isExplainedRequest(value) || isWatchedRequest(value);

test('what the page says is taken, and nothing else', () => {
  const messages = [
    { type: 'ready', hasState: false },
    { type: 'ask', questions: [] },
    { type: 'ask', questions: [{ about: 'state', of: 'create' }] },
    { type: 'askDiagram', wanted: { level: 1, pod: '', page: 0, message: '', folded: [], hidden: ['cni'] } },
    {
      type: 'askDiagram',
      wanted: { level: 1, pod: '', page: 0, message: '', folded: [], hidden: [], messages: ['a'] },
    },
    { type: 'chooseExport', level: 1, pod: '', selected: [], walked: ['create'], folded: [], hidden: ['kubelet'] },
    { type: 'level', level: 1 },
    { type: 'selected', message: 'create' },
    { type: 'deselected' },
    { type: 'reveal', steps: ['spec', 'containers', 0] },
    { type: 'revealLine', line: 3, column: 1 },
    { type: 'showLanes', uids: ['a', 'b'] },
    { type: 'askWithout', ids: ['ConfigMap shop/settings'] },
    { type: 'leaveOut', ids: [] },
    { type: 'chooseAssume' },
    { type: 'chooseComparison', level: 2, pod: '' },
    { type: 'compareAt', level: 3 },
    { type: 'closeComparison' },
    { type: 'exportComparison' },
    { type: 'revealCause', side: 'left', line: 3, column: 1 },
    { type: 'whatIf' },
    { type: 'whatIf', line: 'node 2 4Gi' },
    { type: 'removeChip', id: 'fault crash app' },
    { type: 'setWhatIf', line: 'answers-after app 26s' },
    { type: 'letFail', message: 'create' },
    { type: 'showSetting', name: 'kubernetesVersion' },
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
    { type: 'ask' },
    { type: 'ask', questions: [{ about: 'toString', of: 'create' }] },
    { type: 'ask', questions: [{ about: 'state', of: 1 }] },
    { type: 'ask', questions: [null] },
    { type: 'askDiagram' },
    { type: 'askDiagram', wanted: { level: 1, pod: '', page: -1, message: '', folded: [], hidden: [] } },
    { type: 'askDiagram', wanted: { level: 1, pod: '', page: 0, message: '', folded: [], hidden: [{}] } },
    { type: 'chooseExport' },
    { type: 'chooseExport', level: 4, pod: '', selected: [], walked: [], folded: [], hidden: [] },
    { type: 'chooseExport', level: 1, pod: '', selected: [{}], walked: [], folded: [], hidden: [] },
    { type: 'chooseExport', level: 1, pod: '', selected: [], walked: [], folded: [], hidden: [], phase: 'all' },
    { type: 'level', level: '1' },
    { type: 'selected' },
    { type: 'reveal', steps: 'spec' },
    { type: 'reveal', steps: [{}] },
    { type: 'revealLine', line: 0, column: 1 },
    { type: 'revealLine', line: '3', column: 1 },
    { type: 'showLanes', uids: [1] },
    { type: 'askWithout', ids: 'all' },
    { type: 'askWithout', ids: [1] },
    { type: 'leaveOut' },
    { type: 'chooseComparison', level: 2 },
    { type: 'compareAt', level: 0 },
    { type: 'revealCause', side: 'both', line: 3, column: 1 },
    { type: 'leaveOut', ids: ['a', {}] },
    { type: 'whatIf', line: 1 },
    { type: 'removeChip' },
    { type: 'setWhatIf' },
    { type: 'letFail', message: {} },
    { type: 'showSetting', name: 'assume"]' },
    { type: 'drawing', format: 'exe', content: '' },
    { type: 'drawing', format: 'svg' },
    { type: 'failed', part: 'to string', message: 'Error: no' },
    { type: 'failed', part: 'diagram', message: {} },
    { type: '__proto__' },
  ];
  for (const other of others) assert.ok(!isPanelMessage(other), JSON.stringify(other));
});

test('a panel takes what is for its kind alone', () => {
  const ofManifest = { type: 'selected', message: 'create' };
  assert.ok(isExplainedRequest(ofManifest) && isWatchedRequest(ofManifest) && !isPageNews(ofManifest));
  assert.ok(!isWatchedRequest({ type: 'chooseFaults' }) && !isExplainedRequest({ type: 'stopWatching' }));
});
