import { container, json, pod, type Attack } from './attack';
import { savedEvent, savedPod } from './savedObjects';

const esc = '\u001b';
/** Sets the title, the clipboard; clears; hides; moves; and the C1 form of the same. */
const escapes = [
  `${esc}]0;PWNED\u0007`,
  `${esc}]52;c;ZXZpbA==\u0007`,
  `${esc}[2J`,
  `${esc}[8mhidden`,
  `${esc}[1A`,
  '\u009b2J',
  '\u009d0;PWNED\u009c',
  `${esc}P1$r${esc}\\`,
  'a\rb',
  'a\bb',
  '\u0000',
  '\u007f',
  `${esc}c`,
];
const all = escapes.join('');
const inYaml = (text: string): string => JSON.stringify(text);
const saved = (
  name: string,
  items: readonly object[],
  sinks: readonly string[] = ['observe FILE', 'observe FILE --format json', 'observe FILE --format mermaid'],
): Attack => ({
  name,
  extension: 'json',
  input: json({ kind: 'List', items }),
  sinks,
});
const podNamed = (name: string, rest: object = {}): object => ({
  ...savedPod,
  metadata: { ...savedPod.metadata, name },
  status: {
    phase: 'Pending',
    containerStatuses: [
      {
        name: 'app',
        image: 'x',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'ErrImagePull', message: 'not found' } },
      },
    ],
  },
  ...rest,
});
const eventOf = (name: string, rest: object = {}): object =>
  savedEvent({ involvedObject: { kind: 'Pod', name, namespace: 'default', uid: 'u1' }, ...rest });
const command = (name: string, podName: string, never: RegExp, rest: object = {}): Attack => ({
  ...saved(`a suggested command: ${name}`, [podNamed(podName, rest), eventOf(podName)], ['observe FILE']),
  never: [never],
});

/** Point 7, and of point 2 what a person copies: no control character is sent, and no name is a command or an option. */
export const terminalAttacks: readonly Attack[] = [
  ...[all, 'a\rb', '\u009b2J'].map((text) =>
    saved(
      `a pod’s name with ${JSON.stringify(text.slice(0, 8))}`,
      [podNamed(`web${text}x`), eventOf(`web${text}x`)],
      ['observe FILE'],
    ),
  ),
  saved('an event’s message, reason and source', [
    podNamed('web'),
    eventOf('web', { message: all, reason: `Failed${all}`, source: { component: all, host: all } }),
  ]),
  saved('what a container waits for', [
    podNamed('web', {
      status: {
        phase: `Pending${all}`,
        reason: all,
        message: all,
        containerStatuses: [
          {
            name: 'app',
            image: all,
            imageID: all,
            containerID: all,
            ready: false,
            restartCount: 1,
            state: { waiting: { reason: `CrashLoopBackOff${all}`, message: all } },
            lastState: { terminated: { reason: all, message: all, exitCode: 1 } },
          },
        ],
      },
    }),
    eventOf('web'),
  ]),
  saved('names of nodes, images and containers', [
    podNamed('web', {
      spec: { nodeName: `n${all}`, containers: [{ name: `app${all}`, image: `nginx${all}` }], serviceAccountName: all },
    }),
    eventOf('web'),
  ]),
  saved('namespaces and owners', [
    podNamed('web', {
      metadata: {
        name: 'web',
        namespace: `d${all}`,
        uid: 'u1',
        creationTimestamp: '2026-01-01T00:00:00Z',
        ownerReferences: [{ apiVersion: 'v1', kind: all, name: all, uid: '1', controller: true }],
      },
    }),
    eventOf('web'),
  ]),
  saved('conditions', [
    podNamed('web', {
      status: {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: `Unschedulable${all}`,
            message: all,
            lastTransitionTime: '2026-01-01T00:00:01Z',
          },
        ],
      },
    }),
  ]),
  {
    name: 'a manifest’s names',
    input: pod(`containers:\n- {name: ${inYaml(`app${all}`)}, image: ${inYaml(`nginx${all}`)}}`, inYaml(`web${all}`)),
    sinks: ['explain FILE', 'outcome FILE', 'explain FILE --format mermaid'],
  },
  {
    name: 'a manifest’s values',
    input: pod(
      container(`command: [${inYaml(all)}], env: [{name: A, value: ${inYaml(all)}}], workingDir: ${inYaml(all)}`),
    ),
    sinks: ['explain FILE', 'calls FILE'],
  },
  {
    name: 'a manifest’s unknown fields',
    input: pod(`${inYaml(`x${all}`)}: 1\n${container()}`),
    sinks: ['explain FILE'],
  },
  {
    name: 'a manifest’s kinds and groups',
    input: `apiVersion: ${inYaml(`v1${all}`)}\nkind: ${inYaml(`Pod${all}`)}\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n`,
    sinks: ['explain FILE', 'outcome FILE'],
  },
  {
    name: 'what a manifest refers to',
    input: pod(
      `nodeName: ${inYaml(all)}\nvolumes: [{name: v, configMap: {name: ${inYaml(`cm${all}`)}}}]\n${container(`envFrom: [{secretRef: {name: ${inYaml(`s${all}`)}}}]`)}`,
    ),
    sinks: ['explain FILE', 'outcome FILE'],
  },
  {
    name: 'a YAML error that quotes',
    input: `apiVersion: v1\nkind: Pod\nmetadata: *a${esc}[2Jb\n`,
    sinks: ['explain FILE'],
  },
  {
    name: 'control characters that are no YAML',
    input: `apiVersion: v1\nkind: Pod\nmetadata: {name: a${esc}]0;PWNED\u0007\u0000b}\nspec: {containers: [{name: a, image: b}]}\n`,
    sinks: ['explain FILE', 'outcome FILE'],
  },
  {
    name: 'a hover',
    input: pod(container(`workingDir: ‸${inYaml(all)}`)),
    sinks: ['hover FILE:CURSOR', 'hover FILE:CURSOR --format json'],
  },
  {
    name: 'garbage that is quoted',
    input: `${all}\n`,
    extension: 'json',
    sinks: ['observe FILE', 'explain FILE'],
    exit: [1],
  },

  command('a semicolon', 'web; touch $HOME/pwned #', /\$ kubectl [^\n]*[^\\'"]; touch/),
  command('a substitution', 'web$(touch pwned)', /\$ kubectl [^\n'"]*\$\(touch/),
  command('a backtick', 'web`touch pwned`', /\$ kubectl [^\n']*`touch/),
  command('a quote', `web'; touch pwned; '`, /\$ kubectl [^\n]*web'; touch/),
  command('a double quote', 'web"; touch pwned; "', /\$ kubectl [^\n']*web"; touch/),
  command('a line break', 'web\ntouch pwned', /^\s*touch pwned/m),
  command('a pipe', 'web | sh', /\$ kubectl [^\n'"]*\| sh/),
  command('an ampersand', 'web && touch pwned', /\$ kubectl [^\n'"]*&& touch/),
  command('a redirection', 'web > /etc/passwd', /\$ kubectl [^\n'"]*> \/etc/),
  command('an option', '--all', /\$ kubectl [^\n]*\s--all\b/),
  command('a short option', '-fhttp://127.0.0.1/x', /\$ kubectl [^\n]*\s'?-fhttp/),
  command('a namespace', 'web', /\$ kubectl [^\n'"]*; touch/, {
    metadata: { name: 'web', namespace: 'default; touch pwned', uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' },
  }),
  command('a container', 'web', /\$ kubectl [^\n'"]*; touch/, {
    spec: { nodeName: 'n1', containers: [{ name: 'app; touch pwned', image: 'nginx' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app; touch pwned',
          image: 'x',
          ready: false,
          restartCount: 5,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
          lastState: { terminated: { reason: 'Error', exitCode: 1 } },
        },
      ],
    },
  }),
  command('a node', 'web', /\$ kubectl [^\n'"]*; touch/, {
    spec: { nodeName: 'n1; touch pwned', containers: [{ name: 'app', image: 'nginx' }] },
    status: { phase: 'Pending', reason: 'NodeAffinity', message: 'Pod was rejected' },
  }),
  {
    name: 'a suggested command of a manifest',
    input: pod(
      `volumes: [{name: v, persistentVolumeClaim: {claimName: "c; touch pwned"}}, {name: w, configMap: {name: "m; touch pwned"}}]\n${container(`envFrom: [{secretRef: {name: "s; touch pwned"}}]`)}`,
      '"web; touch pwned"',
    ),
    sinks: ['explain FILE'],
    never: [/\$ kubectl [^\n'"]*; touch/],
  },
];
