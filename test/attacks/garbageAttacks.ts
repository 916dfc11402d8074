import { container, json, pod, type Attack } from './attack';

/** One line that names the file, and exit code 1. */
const refused = (
  name: string,
  input: string | (() => string),
  extension: Attack['extension'] = 'json',
  sinks: readonly string[] = ['observe FILE', 'explain FILE'],
): Attack => ({
  name,
  input,
  extension,
  sinks,
  expect: [/^[^\n]*FILE[^\n]*: [^\n]+\n$/],
  exit: [1],
});
const saved = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { containers: [{ name: 'app', image: 'nginx' }] },
  status: { phase: 'Pending' },
};
const whole = json({ kind: 'List', items: [saved] });
const survives = (
  name: string,
  input: string | (() => string),
  sinks: readonly string[],
  extension: Attack['extension'] = 'json',
): Attack => ({ name, input, sinks, extension });

/** Point 6: what is broken is one sentence with what was read and from where. */
export const garbageAttacks: readonly Attack[] = [
  refused('nothing', ''),
  refused('blanks', ' \n\n\t\n'),
  refused('a page of a proxy', '<html>proxy error</html>', 'json'),
  refused('JSON that is cut', whole.slice(0, 120)),
  refused('JSON that is cut in a key', '{"kind":"Li'),
  refused('JSON with a comma too many', '{"kind":"List","items":[],}', 'json', ['observe FILE']),
  refused('a number', '5'),
  refused('null', 'null'),
  refused('a list', '[]'),
  refused('text', '"text"'),
  refused('items that are null', '{"kind":"List","items":null}'),
  refused('items that are a map', '{"kind":"List","items":{"a":1}}'),
  refused('items that are none', '{"kind":"List","items":[null,5,"a",[]]}'),
  refused('bytes', () => String.fromCharCode(...Array.from({ length: 300 }, (_, i) => (i * 7) % 256)), 'txt'),
  refused('zeros', () => '\0'.repeat(1000), 'txt'),
  refused('a shell’s error', 'bash: kubectl: command not found\n', 'txt'),
  refused(
    'a Status of the API server',
    json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'Unauthorized', code: 401 }),
    'json',
    ['observe FILE'],
  ),
  refused('YAML that is no object', '- a\n- b\n', 'yaml'),
  refused('documents that are null', '---\nnull\n---\n~\n', 'yaml'),
  refused('a tag that runs code elsewhere', '!!js/function "() => process.exit(9)"\n', 'yaml'),
  refused('a tag of Python', '!!python/object/apply:os.system ["touch pwned"]\n', 'yaml'),

  survives('a null among items', json({ kind: 'List', items: [null, saved, 5] }), ['observe FILE']),
  survives('the same pod twice', json({ kind: 'List', items: [saved, saved] }), ['observe FILE']),
  survives('a pod of nothing', json({ kind: 'List', items: [{ kind: 'Pod' }, saved] }), ['observe FILE']),
  survives('an event about nothing', json({ kind: 'List', items: [{ kind: 'Event' }, saved] }), ['observe FILE']),
  survives(
    'a watch’s stream with an error',
    `${json({ type: 'ADDED', object: saved })}\n${json({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n${json({ type: 'BOOKMARK', object: {} })}\n${json({ type: 'constructor', object: null })}\n`,
    ['observe FILE'],
  ),
  survives(
    'a watch’s stream that is cut',
    `${json({ type: 'ADDED', object: saved })}\n${json({ type: 'MODIFIED', object: saved }).slice(0, 80)}`,
    ['observe FILE'],
  ),
  survives('a mark of byte order', `\ufeff${pod(container())}`, ['explain FILE'], 'yaml'),
  survives(
    'line ends of all kinds',
    pod(container()).replaceAll('\n', '\r\n').replace('\r\n', '\r'),
    ['explain FILE'],
    'yaml',
  ),
  survives(
    'lines that only JavaScript ends',
    pod(container('workingDir: "/a\u2028/b\u2029/c\u0085/d"')),
    ['explain FILE', 'calls FILE'],
    'yaml',
  ),
  survives(
    'halves of characters',
    pod(container('workingDir: "/\\ud800"')),
    ['explain FILE', 'calls FILE', 'explain FILE --format mermaid'],
    'yaml',
  ),
  {
    name: 'a scenario that is cut',
    input: pod(container()),
    other: '{"node": {',
    sinks: ['calls FILE --scenario OTHER'],
    expect: [/OTHER:\d+:\d+: /],
    exit: [1],
  },
  {
    name: 'a scenario of garbage',
    input: pod(container()),
    other: '<html>',
    sinks: ['calls FILE --scenario OTHER'],
    expect: [/OTHER/],
    exit: [1],
  },
  {
    name: 'a node’s log of garbage',
    input: whole,
    extension: 'json',
    other: '<html>proxy error</html>\n',
    sinks: ['observe FILE OTHER'],
  },
  {
    name: 'a kubelet’s configuration that is cut',
    input: whole,
    extension: 'json',
    other: '{"kubeletconfig": {"enableSystemLogQuery": tru',
    sinks: ['observe FILE OTHER'],
  },
  {
    name: 'spans of other types',
    input: whole,
    extension: 'json',
    other: json({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                null,
                5,
                { name: 5, startTimeUnixNano: 'x', attributes: 5 },
                { name: 'constructor', attributes: [{ key: '__proto__', value: 5 }] },
              ],
            },
          ],
        },
        null,
        5,
      ],
    }),
    sinks: ['observe FILE OTHER'],
  },
  {
    name: 'a manifest to compare with that is broken',
    input: whole,
    extension: 'json',
    other: 'kind: Pod\nmetadata: [',
    sinks: ['observe FILE --manifest OTHER'],
  },
  {
    name: 'a hover outside of the file',
    input: pod(container()),
    sinks: ['hover FILE:999999:1', 'hover FILE:1:999999'],
    exit: [0, 1, 2],
  },
  {
    name: 'a hover’s place beyond all bounds',
    input: pod(container()),
    sinks: ['hover FILE:0:0', 'hover FILE:99999999999999999999:1'],
    exit: [0, 1, 2],
  },
];
