import { expect, test } from 'vitest';
import { entryOf } from '../../../src/core/entryOf';
import { atLevel } from '../../../src/core/trace/atLevel';
import { diagramPages } from '../../../src/core/diagram/diagramPages';
import { labelsIn } from '../../../src/core/trace/sentLabels';
import { labelsOf } from '../../../src/core/panel/labelsOf';
import { ownLabels } from '../../../src/core/trace/messageLabel';
import { podsOf } from '../../../src/core/trace/podsOf';
import { simulatedSample } from '../../webview/simulatedSample';
import { nginxTrace } from '../diagram/nginxTrace';

const some = simulatedSample('nginx');

test.each([
  ['observed', nginxTrace],
  ['simulated', some],
])('labels that were sent are those that would be worked out: %s', (_, trace) => {
  const sent = labelsIn(JSON.parse(JSON.stringify(labelsOf(trace))));
  for (const message of trace.messages) {
    expect(sent.response(message)).toEqual(ownLabels.response(message));
    for (const labelled of [{}, { namesPods: true }, ...podsOf(trace).map((onlyPod) => ({ onlyPod }))]) {
      const isShown = message.subject === undefined || message.subject.pod === entryOf(labelled, 'onlyPod');
      if (isShown || !('onlyPod' in labelled))
        expect(sent.request(message, labelled)).toEqual(ownLabels.request(message, labelled));
    }
  }
});

test('a message of which no labels were sent has its method', () => {
  const [message] = atLevel(nginxTrace, 3).messages;
  expect(labelsIn({}).request(message!)).toEqual({ method: message!.method });
  expect(labelsIn({}).response(message!)).toBeUndefined();
});

test('each page of a diagram is found by its messages', () => {
  const pages = diagramPages(some, ownLabels, { level: 3, pageSize: 10 });
  expect(pages.pages).toBeGreaterThan(3);
  for (let at = 0; at < pages.pages; at++)
    for (const { messages } of pages.part(at, 'full').arrows) expect(pages.pagesWith(messages[0]!)).toContain(at);
  expect(pages.pagesWith('none')).toEqual([]);
});
