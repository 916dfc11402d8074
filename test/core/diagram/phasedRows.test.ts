import { expect, test } from 'vitest';
import { diagramText } from '../../../src/core/diagram/diagramText';
import { phaseOfEach, phases } from '../../../src/core/phases/phases';
import { sequenceDiagram, type PageOptions } from '../../../src/core/diagram/sequenceDiagram';
import type { SequenceDiagram } from '../../../src/core/diagram/diagramPages';
import { message, nginxTrace } from './nginxTrace';
import type { Trace } from '../../../src/core/trace/trace';

const draw = (trace: Trace, folded: readonly string[] = [], options: PageOptions = {}): SequenceDiagram =>
  sequenceDiagram(trace, { ...options, phases: { of: phaseOfEach(phases(trace)), folded: new Set(folded) } });
const drawn = ({ arrows }: SequenceDiagram): Set<string> => new Set(arrows.flatMap(({ messages }) => messages));

test('each phase that is shown has one heading, which says how many of its calls are drawn', () => {
  const diagram = draw(nginxTrace);
  const shown = drawn(diagram);
  const timesOf = new Map(nginxTrace.messages.map(({ id, times = 1 }) => [id, shown.has(id) ? times : 0]));
  const wanted = phases(nginxTrace)
    .map(({ name, messages }) => ({ name, calls: messages.reduce((sum, id) => sum + (timesOf.get(id) ?? 0), 0) }))
    .filter(({ calls }) => calls > 0);
  expect(diagram.headings.map(({ phase, calls }) => ({ name: phase.name, calls }))).toEqual(wanted);
  expect(drawn(diagram)).toEqual(drawn(sequenceDiagram(nginxTrace)));
});

test('each heading has the place of the note that it says', () => {
  const { text, headings, notes } = draw(nginxTrace);
  const written = text.split('\n').filter((line) => line.trim().startsWith('Note over'));
  expect(written).toHaveLength(notes.length);
  for (const { note } of headings) expect(written[note]).toMatch(/: #160;$/);
  expect(written.filter((line) => line.endsWith(': #160;'))).toHaveLength(headings.length);
});

test('of a folded phase the heading is left, and of the others all', () => {
  const [first] = phases(nginxTrace).filter(({ kind }) => kind === 'sandbox');
  const all = draw(nginxTrace);
  const less = draw(nginxTrace, [first!.id]);
  expect(less.headings.map(({ phase }) => phase)).toHaveLength(all.headings.length);
  expect(less.headings.find(({ phase }) => phase.id === first!.id)?.isOpen).toBe(false);
  expect(drawn(less)).toEqual(new Set([...drawn(all)].filter((id) => !first!.messages.includes(id))));
  expect(less.lanes).toEqual(all.lanes);
});

test('a page that begins within a phase says which, and all pages have all calls', () => {
  const messages = Array.from({ length: 60 }, (_, i) =>
    message({
      id: `${i}`,
      from: 'kubelet',
      to: 'runtimeService',
      protocol: 'CRI',
      method: `Call${i}`,
      from_ms: i,
      to_ms: i,
    }),
  );
  const trace = { ...nginxTrace, notes: [], messages };
  const { pages } = draw(trace, [], { pageSize: 25 });
  const all = Array.from({ length: pages }, (_, page) => draw(trace, [], { pageSize: 25, page }));
  expect(pages).toBe(3);
  expect(all.map(({ headings }) => headings.map(({ goesOn }) => goesOn))).toEqual([[false], [true], [true]]);
  expect(all.flatMap(({ arrows }) => arrows)).toHaveLength(60);
});

test('what is from or to a hidden actor is left out, with its lane', () => {
  const hidden = new Set(['kubectl', 'cni'] as const);
  const { lanes, arrows } = sequenceDiagram(nginxTrace, { hidden });
  expect(lanes.flatMap(({ actors }) => actors).filter((actor) => actor === 'kubectl' || actor === 'cni')).toEqual([]);
  const left = new Set(arrows.flatMap(({ messages }) => messages));
  const whole = drawn(sequenceDiagram(nginxTrace));
  for (const { id, from, to } of nginxTrace.messages)
    if (whole.has(id)) expect(left.has(id)).toBe(![from, to].some((actor) => actor === 'kubectl' || actor === 'cni'));
});

test('repeated calls of two phases are not one loop', () => {
  const probe = (id: string, at: number) =>
    message({ id, from: 'kubelet', to: 'runtimeService', protocol: 'CRI', method: 'ExecSync', from_ms: at, to_ms: at });
  const trace = { ...nginxTrace, notes: [], messages: [1, 2, 3, 4].map((at) => probe(`${at}`, at)) };
  const [all] = phases(trace);
  const halves = [
    { ...all!, id: 'a', messages: ['1', '2'] },
    { ...all!, id: 'b', messages: ['3', '4'] },
  ];
  const { headings, text } = sequenceDiagram(trace, { phases: { of: phaseOfEach(halves), folded: new Set() } });
  expect(headings.map(({ phase }) => phase.id)).toEqual(['a', 'b']);
  expect(text.match(/× 2/g)).toHaveLength(2);
});

test('a text that nobody draws over says a folded phase in words, and no heading of an open one', () => {
  const [first] = phases(nginxTrace).filter(({ kind }) => kind === 'sandbox');
  const of = { of: phaseOfEach(phases(nginxTrace)), folded: new Set([first!.id]) };
  const text = diagramText(nginxTrace, { phases: of, hidden: new Set(['scheduler']) });
  expect(text).toContain('Make its sandbox: ');
  expect(text).not.toContain('RunPodSandbox');
  expect(text).not.toContain('scheduler');
  expect(text).not.toContain(': #160;');
  expect(diagramText(nginxTrace, { phases: { ...of, folded: new Set() } })).toBe(diagramText(nginxTrace));
});
