import { expect, test } from 'vitest';
import { labelText } from '../../../src/core/trace/labels';
import { message, nginxTrace } from './nginxTrace';
import { sequenceDiagram } from '../../../src/core/diagram/sequenceDiagram';
import type { SequenceDiagram } from '../../../src/core/diagram/diagramPages';
import type { Message, Trace } from '../../../src/core/trace/trace';

const traceOf = (messages: Message[], rest: Partial<Trace> = {}): Trace => ({
  ...nginxTrace,
  notes: [],
  ...rest,
  messages,
});
const call = (id: string, from: number, to: number, rest: Partial<Message> = {}) =>
  message({
    id,
    from: 'kubelet',
    to: 'runtimeService',
    protocol: 'CRI',
    method: id,
    response: {},
    from_ms: from,
    to_ms: to,
    ...rest,
  });
const lanesOf = ({ lanes }: SequenceDiagram) => lanes.map(({ id }) => id);
const arrowLines = (trace: Trace) =>
  sequenceDiagram(trace)
    .text.split('\n')
    .filter((line) => /->>|--x/.test(line))
    .map((line) => line.trim());

test('the n-th arrow of the text is the n-th of the link map', () => {
  const { text, arrows } = sequenceDiagram(nginxTrace);
  const lines = text.split('\n').filter((line) => /->>|--x/.test(line));
  expect(lines).toHaveLength(arrows.length);
  for (const [i, line] of lines.entries()) {
    expect(line).toContain(labelText(arrows[i]!.label).split(' ')[0]);
    expect(line.includes('-->')).toBe(arrows[i]!.kind === 'response');
  }
});

test('the services of the CRI share a box, the control plane has one', () => {
  const { text } = sequenceDiagram(nginxTrace);
  expect(text).toMatch(
    /box transparent container runtime \(CRI\)\n\s+participant runtimeService as RuntimeService\n\s+participant imageService as ImageService\n\s+end/,
  );
  expect(text).toMatch(
    /box transparent control plane\n\s+participant apiserver as API server\n\s+participant scheduler as scheduler\n\s+end/,
  );
});

test('only actors that take part are drawn', () => {
  expect(lanesOf(sequenceDiagram(traceOf([call('Status', 0, 1)])))).toEqual(['kubelet', 'runtimeService']);
});

test('each of several nodes is a box of its own lanes, with the registry that they share behind them', () => {
  const pull = (id: string, node: string, pod: string): Message[] => [
    call(id, 0, 9, { to: 'imageService', node, subject: { namespace: 'default', pod } }),
    call(`${id}-get`, 1, 8, { from: 'imageService', to: 'registry', node, subject: { namespace: 'default', pod } }),
  ];
  const notes = [
    {
      over: ['kubelet' as const],
      node: 'b',
      text: 'here',
      after: 'second',
      at: { at: 9, precision: 0 },
      source: 'simulated' as const,
    },
  ];
  const trace = traceOf([...pull('first', 'a', 'one'), ...pull('second', 'b', 'two')], { notes });
  const { text, lanes } = sequenceDiagram(trace);
  expect(lanes.map(({ id, actors, name }) => [id, actors.join(' '), name])).toEqual([
    ['kubelet_1', 'kubelet', 'kubelet (a)'],
    ['imageService_1', 'imageService', 'ImageService (a)'],
    ['kubelet_2', 'kubelet', 'kubelet (b)'],
    ['imageService_2', 'imageService', 'ImageService (b)'],
    ['registry', 'registry', 'registry'],
  ]);
  expect(text).toContain('  box transparent b\n    participant kubelet_2 as kubelet\n');
  expect(text).toContain('kubelet_2->>+imageService_2: second');
  expect(text).toContain('imageService_2->>+registry: second-get');
  expect(text).toContain('Note over kubelet_2: here');
  const one = sequenceDiagram(trace, { pod: 'one' });
  expect(lanesOf(one)).toEqual(['kubelet', 'imageService', 'registry']);
});

test('a call inside another stays inside, even where its known time lies outside', () => {
  const late = call('ADD', 500, 900, { parent: 'RunPodSandbox', from: 'runtimeService', to: 'cni', protocol: 'CNI' });
  const lines = arrowLines(traceOf([call('RunPodSandbox', 0, 100), late, call('PodSandboxStatus', 101, 102)]));
  expect(lines.map((line) => line.split(': ')[1]?.split(' ')[0])).toEqual([
    'RunPodSandbox',
    'CNI',
    'ok',
    'ok',
    'PodSandboxStatus',
    'ready',
  ]);
});

test('a call without a known time keeps its place in the trace', () => {
  const unknown = { ...call('Unknown', 0, 0), start: undefined, end: undefined } as unknown as Message;
  const lines = arrowLines(traceOf([call('First', 10, 20), unknown, call('Last', 30, 40)]));
  expect(lines.findIndex((line) => line.includes('Unknown'))).toBeGreaterThan(
    lines.findIndex((line) => line.includes('First')),
  );
  expect(lines.findIndex((line) => line.includes('Unknown'))).toBeLessThan(
    lines.findIndex((line) => line.includes('Last')),
  );
});

test('what fails comes back as a crossed arrow with code and text', () => {
  const failed = call('PullImage', 0, 10, { outcome: { ok: false, code: 'NotFound', text: 'no such tag' } });
  expect(arrowLines(traceOf([failed]))[1]).toBe('runtimeService--x-kubelet: ✗ NotFound no such tag');
});

test('every activation that is opened is closed once', () => {
  const { text } = sequenceDiagram(nginxTrace);
  const opened = text.match(/->>\+/g)?.length;
  expect(opened).toBeGreaterThan(0);
  expect(text.match(/-->>-/g)).toHaveLength(opened ?? 0);
});

test('repeated calls without other news are folded into one that stands for all of them', () => {
  const probe = (id: string, at: number) => call(id, at, at + 1, { method: 'ExecSync', response: { exit_code: 1 } });
  const { text, arrows } = sequenceDiagram(
    traceOf([probe('a', 0), probe('b', 1000), { ...probe('c', 2000), times: 5 }, call('Other', 9000, 9001)]),
  );
  expect(text).toContain('ExecSync × 7');
  expect(arrows[0]?.messages).toEqual(['a', 'b', 'c']);
});

test('a repeated call with another answer is news', () => {
  const probes = [1, 0].map((code, i) =>
    call(`probe${i}`, i * 1000, i * 1000 + 1, { method: 'ExecSync', response: { exit_code: code } }),
  );
  expect(sequenceDiagram(traceOf(probes)).text).not.toContain('×');
});

test('a note stands after its message, once', () => {
  const { text } = sequenceDiagram(nginxTrace);
  const lines = text.split('\n').map((line) => line.trim());
  const note = lines.indexOf('Note over runtimeService,cni: IP 10.244.0.5');
  expect(lines[note - 1]).toMatch(/^cni-->>-runtimeService/);
  expect(lines.filter((line) => line.startsWith('Note'))).toHaveLength(2);
});

test('one pod of several is drawn with what belongs to none', () => {
  const other = call('CreateContainer', 50, 60, { subject: { namespace: 'default', pod: 'other', container: 'app' } });
  const apply = call('ListImages', 0, 1, { subject: undefined });
  const { arrows } = sequenceDiagram(traceOf([apply, call('RunPodSandbox', 10, 20), other]), { pod: 'nginx' });
  expect(new Set(arrows.flatMap(({ messages }) => messages))).toEqual(new Set(['ListImages', 'RunPodSandbox']));
});

test('a long trace goes on on the next page, and no arrow is lost', () => {
  const messages = Array.from({ length: 250 }, (_, i) => call(`call${i}`, i * 10, i * 10 + 5));
  const first = sequenceDiagram(traceOf(messages), { pageSize: 200 });
  const all = Array.from({ length: first.pages }, (_, page) =>
    sequenceDiagram(traceOf(messages), { pageSize: 200, page }),
  );
  expect(first.pages).toBe(3);
  expect(all.flatMap(({ arrows }) => arrows)).toHaveLength(500);
  expect(new Set(all.flatMap(({ arrows }) => arrows.flatMap(({ messages: ids }) => ids))).size).toBe(250);
});

test('the same trace gives the same text', () => {
  expect(sequenceDiagram(structuredClone(nginxTrace)).text).toBe(sequenceDiagram(nginxTrace).text);
});
