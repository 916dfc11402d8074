import { expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { withAttempts } from '../../../src/core/panel/laneAttempts';
import { pathLines } from '../../../src/core/story/pathLines';
import { timeline } from '../../../src/core/trace/timeline';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings } from '../../recordings/recordings';

function observed(name: string): Trace {
  const { watch, events } = recordings('own').find((one) => one.name === name)!;
  const observation = new Observation();
  for (const evidence of savedEvidence(JSON.stringify({ watch, events }))) observation.add(evidence);
  return { ...observation.trace(), kubernetes: '1.37' };
}

test('an observed start tells when attempts failed and when it was Ready, each beside its window', () => {
  const trace = observed('container.startupProbe.fails-then-passes');
  const lines = pathLines(trace).filter((line) => line.includes('after'));
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}startup probe of app failed at 1\.0 s \(due 0 s to 2\.5 s\), .* after it started$/),
    expect.stringMatching(
      /^ {2}Ready \d\.\d s after app started, within the [\d.]+ s to [\d.]+ s that the probes leave$/,
    ),
  ]);
  const [lane] = withAttempts(timeline(trace), trace);
  const ready = lane?.marks.find(({ kind }) => kind === 'ready');
  expect(ready).toMatchObject({ isBad: false, text: lines[1]?.trim() });
  expect(ready?.due?.before).toBeGreaterThan(0);
  expect(ready?.due?.after).toBeGreaterThan(0);
  expect(lane?.marksText).toContain('within the');
});

test('a Ready that the probes do not explain is told so', () => {
  const trace = observed('container.startupProbe.fails-then-passes');
  const late = JSON.parse(JSON.stringify(trace)) as Trace;
  for (const message of late.messages)
    if (message.method.endsWith('/status') && message.start) message.start.at += 60_000;
  expect(pathLines(late).find((line) => line.includes('Ready') && line.includes('outside the'))).toBeDefined();
});
