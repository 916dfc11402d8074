import { expect, test } from 'vitest';
import { findings } from '../../../src/core/panel/findings';
import { firstWanted, toldDiagram, wantedNext } from '../../../src/core/panel/toldDiagram';
import { sequenceDiagram } from '../../../src/core/diagram/sequenceDiagram';
import { phaseOfEach } from '../../../src/core/phases/phases';
import { message, nginxTrace } from '../diagram/nginxTrace';
import type { ShownStart, ToldDiagram, WantedDiagram } from '../../../src/core/panel/protocol';
import type { Trace } from '../../../src/core/trace/trace';

const startOf = (trace: Trace): ShownStart => ({ trace, findings: findings(trace) });
const long = startOf({
  ...nginxTrace,
  notes: [],
  messages: Array.from({ length: 600 }, (_, at) =>
    message({
      id: `${at}`,
      from: 'kubelet',
      to: 'runtimeService',
      protocol: 'CRI',
      method: `Method${at}`,
      from_ms: at,
      to_ms: at + 0.5,
    }),
  ),
});
const first = firstWanted(long.trace, 2);
const told = (change: Partial<WantedDiagram>, start = long): ToldDiagram => toldDiagram(start, { ...first, ...change });

test('a part is what the diagram has in each width', () => {
  const start = startOf(nginxTrace);
  const { part } = toldDiagram(start, firstWanted(nginxTrace, 2));
  const { findings: found } = start;
  for (const width of ['full', 'tight', 'narrow'] as const) {
    const { text, lanes, arrows, notes } = sequenceDiagram(nginxTrace, {
      level: 2,
      lanes: found.timeline,
      phases: { of: phaseOfEach(found.phases), folded: new Set() },
      width,
    });
    expect(part?.widths[width]).toEqual({ text, lanes });
    expect(part).toMatchObject({ page: 0, pages: 1, arrows, notes });
  }
  expect(part?.headings.map(({ phase }) => phase.id)).toEqual(found.phases.map(({ id }) => id));
  expect(JSON.stringify(part?.headings)).not.toContain('messages');
});

test('the page of a message is told, and the wanted one where it has the message or nothing has it', () => {
  expect(told({ message: '3' }).part).toMatchObject({ page: 0, pages: 3 });
  expect(told({ message: '599' }).part).toMatchObject({ page: 2 });
  expect(told({ message: '599', page: 1 }).part).toMatchObject({ page: 2 });
  expect(told({ message: 'none', page: 1 }).part).toMatchObject({ page: 1 });
  expect(told({ page: 9 }).part).toMatchObject({ page: 2 });
});

test('what is wanted next is the page that was told', () => {
  expect(wantedNext(told({ message: '599' }))).toEqual({ ...first, page: 2 });
  expect(wantedNext(told({ page: 9 }))).toEqual({ ...first, page: 2 });
});

test('folded phases, hidden actors and chosen messages are other diagrams', () => {
  const folded = long.findings.phases.map(({ id }) => id);
  expect(told({ folded }).part?.arrows).toEqual([]);
  expect(told({ hidden: ['runtimeService'] }).part?.arrows).toEqual([]);
  expect(told({ messages: ['5'] }).part?.arrows.map(({ messages }) => messages)).toEqual([['5']]);
  expect(told({ messages: ['5'] }).part?.headings).toEqual([]);
  expect(told({}).part?.arrows).toHaveLength(250);
});

test('of several pods the first is shown at first', () => {
  const of = (pod: string) =>
    message({ id: pod, from: 'kubelet', to: 'runtimeService', protocol: 'CRI', method: 'Version', from_ms: 0, to_ms: 1, subject: { namespace: 'default', pod } }); // prettier-ignore
  const trace = { ...nginxTrace, messages: [of('web-1'), of('web-2')] };
  expect(firstWanted(trace, 2).pod).toBe('web-1');
  expect(firstWanted(trace, 2)).toEqual({ ...first, pod: 'web-1' });
  expect(firstWanted({ ...trace, messages: [of('web-2')] }, 2).pod).toBe('');
});

test('why there is none is told in words', () => {
  expect(
    told({}, { ...long, findings: { ...long.findings, labels: { 0: { request: null as never } } } }).failure,
  ).toMatch(/null/);
});
