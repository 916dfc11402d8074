import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { actorCards } from '../../../src/core/narration/actorCards';
import { methodText } from '../../../src/core/narration/criTexts';
import { narratePart } from '../../../src/core/narration/timelineTexts';
import { pathKinds, type PathKind } from '../../../src/core/trace/pathPart';
import { timeline } from '../../../src/core/trace/timeline';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings, type RecordingSet } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';
import { wrongText, wrongTexts } from './rawWords';

/** What is wrong with the texts of a trace, each once. */
function wrongIn(trace: Trace): string[] {
  const wrong = trace.messages.flatMap((message) => wrongTexts(trace, message));
  for (const { parts } of timeline(trace)) {
    for (const part of parts) {
      const { what, why } = narratePart(part);
      wrong.push(...wrongText(`${part.kind}: what`, what), ...wrongText(`${part.kind}: why`, why));
    }
  }
  return [...new Set(wrong)];
}

const sets: readonly RecordingSet[] = ['own', 'containerd', 'v2', 'k1.18.2', 'more', 'stuck', 'rules'];

describe.each(sets)('the recordings of %s', (set) => {
  test('each message and each part of the time has its sentences, seen through kubectl', () => {
    const wrong = recordings(set).flatMap((recording) => wrongIn(observedTrace(recording)));
    expect(wrong).toEqual([]);
  });

  test('each message and each part of the time has its sentences, simulated', () => {
    const wrong = recordings(set).flatMap((recording) => wrongIn(replaySimulation(recording).trace));
    expect(wrong).toEqual([]);
  });
});

const samples = new URL('../../../samples/', import.meta.url);

test.each(readdirSync(samples).filter((name) => name.endsWith('.yaml')))(
  'each message of %s has its sentences',
  (name) => {
    const objects = parseManifest(readFileSync(new URL(name, samples), 'utf8')).objects.map(({ value }) => value);
    for (const assume of ['usual', 'nothing'] as const) {
      const { trace } = start({ objects, circumstances: { assume } });
      expect(wrongIn(trace)).toEqual([]);
      expect(trace.messages.length).toBeGreaterThan(0);
    }
  },
);

test('a call of the CRI that nobody knows yet is named, and has its sentences', () => {
  const [recording] = recordings('own');
  const { trace } = replaySimulation(recording!);
  const call = trace.messages.find(({ method }) => method === 'RunPodSandbox');
  expect(methodText('WarmUpSandbox')).toBeUndefined();
  for (const method of ['WarmUpSandbox', 'constructor']) {
    const { because: _because, ...message } = { ...call!, method };
    expect(wrongTexts(trace, message)).toEqual([]);
  }
});

test.each(Object.entries(actorCards))(
  'the card of %s says what it is, where it runs and whom it talks to',
  (_name, card) => {
    for (const text of [card.what, card.where, card.talksTo]) expect(wrongText('card', text)).toEqual([]);
    expect(card.links.length).toBeGreaterThan(0);
  },
);

test.each(Object.keys(pathKinds) as PathKind[])(
  'a part of the kind %s says what it is, with and without a container',
  (kind) => {
    for (const container of [{}, { container: 'app' }]) {
      const { what, why, links } = narratePart({ kind, ...container });
      expect([...wrongText('what', what), ...wrongText('why', why)]).toEqual([]);
      expect(links.length).toBeGreaterThan(0);
    }
  },
);
