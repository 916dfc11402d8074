import { describe, expect, test } from 'vitest';
import { savedObservation } from '../../../src/core/observe/savedObservation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { recordings } from '../../recordings/recordings';
import { containerdLog, kubeletSpans } from './nodeSpeech';

const recording = recordings('containerd').find(({ cri }) => cri.length > 0);
if (!recording) throw new Error('no recording');

describe('saved output is told apart by what is in it', () => {
  test.each([
    ["a journal in journalctl's short form", containerdLog(recording, '2.2')],
    ['a journal with its first line', `-- Logs begin at Mon 2026-11-23 --\n${containerdLog(recording, '2.1')}`],
    ['the log itself', containerdLog(recording, '2.2').replaceAll(/^.*?time=/gm, 'time=')],
  ])('%s', (_, text) => {
    expect(savedEvidence(text)).toEqual([{ kind: 'nodeLog', node: '', text }]);
  });

  test("a kubelet's spans, as one value or as the lines of a collector", () => {
    const spans = JSON.stringify(kubeletSpans(recording));
    expect(savedEvidence(spans).map(({ kind }) => kind)).toEqual(['spans']);
    expect(savedEvidence(`${spans}\n${spans}\n`).map(({ kind }) => kind)).toEqual(['spans', 'spans']);
  });

  test("the kubelet's configuration", () => {
    expect(savedEvidence('{"kubeletconfig": {"serializeImagePulls": true}}').map(({ kind }) => kind)).toEqual([
      'configz',
    ]);
  });

  test('an event that quotes a log line is an event', () => {
    const event = `apiVersion: v1\nkind: Event\ninvolvedObject: {kind: Pod}\nmessage: 'time="2026-11-23T15:04:05Z" level=info msg="x"'\n`;
    expect(savedEvidence(event).map(({ kind }) => kind)).toEqual(['object']);
  });

  test.each(['{"kind":"PodList","items":[', '[', '{"kind":"Pod","metadata":{"name":"w', '{"a": "b\\"', '{"a":{}\n'])(
    'JSON that was cut says so: %s',
    (text) => {
      const words = new RegExp(`^a: the JSON ends early, after ${text.trimEnd().length} characters: save it again$`);
      expect(() => savedObservation([{ name: 'a', text }])).toThrow(words);
    },
  );

  test('a watch whose last line was cut names the line', () => {
    const text = '{"type":"ADDED","object":{}}\n{"type":"ADD\n';
    expect(() => savedObservation([{ name: 'a', text }])).toThrow(/^a: line 2: the JSON ends early, after 12 char/);
  });

  test.each(['', 'status: {phase: Running}\n', 'x'])('a manifest is no saved output: %j', (more) => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web${more === 'x' ? ', uid: u' : ''}}\n${more === 'x' ? '' : more}`;
    const read = () => savedObservation([{ name: 'a', text }]);
    if (more === '') expect(read).toThrow(/^a: this is a manifest.*pod-startup explain/);
    else expect(read).not.toThrow();
  });

  test('a name that no owner can have is not the title', () => {
    const owner = { apiVersion: 'v1', kind: '-fhttp:', name: '/127.0.0.1/evil.yaml', uid: '1', controller: true };
    const pod = { kind: 'Pod', metadata: { name: 'web', uid: 'u', ownerReferences: [owner] } };
    expect(savedObservation([{ name: 'a', text: JSON.stringify(pod) }]).trace().title).toBe('Pod web');
  });

  test('what tells nothing of a pod is refused', () => {
    const log = { name: 'containerd.log', text: containerdLog(recording, '2.2') };
    expect(() => savedObservation([log])).toThrow(/^containerd.log: it has neither a pod nor an event/);
  });

  test('a file beside it that tells nothing is named, a list of nothing is not', () => {
    const pod = { kind: 'Pod', metadata: { name: 'web', uid: 'u' } };
    const texts = ['no log of anybody', '{"a": 1}', '', JSON.stringify({ kind: 'List', items: [] })];
    const files = [JSON.stringify([pod]), ...texts].map((text, i) => ({ name: `${i}.txt`, text }));
    expect(savedObservation(files).unread).toEqual([1, 2, 3].map((i) => `${i}.txt: it has nothing from a cluster`));
  });

  test("a Secret's data is not kept, whatever it was saved with", () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', uid: 's1' },
      data: { key: 'aHVudGVyMg==' },
    };
    const items = [secret, ...recording.watch.map(({ object }) => ({ apiVersion: 'v1', ...object, kind: 'Pod' }))];
    const list = { kind: 'List', apiVersion: 'v1', items };
    const trace = savedObservation([{ name: 'all.json', text: JSON.stringify(list) }]).trace();
    expect(trace.messages.length).toBeGreaterThan(0);
    expect(JSON.stringify(trace)).not.toContain('aHVudGVyMg');
  });
});
