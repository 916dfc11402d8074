import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Pod } from '../../src/core/api/types';
import { diagnose } from '../../src/core/diagnosis/diagnosis';
import { inContext, isCommand, kubectl, type SuggestedCommand } from '../../src/core/diagnosis/facts/suggestedCommand';

const src = join(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const textOf = (file: string): string => readFileSync(join(src, file), 'utf8');

/** What a real shell hands to kubectl, a line an argument; and whatever else it runs fails. */
function argumentsIn(shell: string, command: string): string[] {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', `kubectl() { printf '%s\\n' "$@"; }\n${command}\n`], {
    encoding: 'utf8',
    env: { PATH: '/nowhere', HOME: '/home/someone' },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}
const shells = process.platform === 'win32' ? [] : ['/bin/sh', '/bin/bash'];

const allowed = [
  'web',
  'web-5d8f.example.com',
  '0x10',
  '1e3',
  'system:serviceaccount:shop:default',
  'jane@example.com',
  'a=b,c/d=e',
  'CamelCase',
];
const hostile = [
  'web; touch $HOME/pwned #',
  'web$(id)',
  'web`id`',
  'web${IFS}id',
  "web'x",
  'web"x',
  'web\\x',
  'web|sh',
  'web&calc',
  'web>file',
  'web<file',
  'web\nid',
  'web\rid',
  'web\u0000id',
  'web\u2028id',
  'we b',
  'web*',
  'web?',
  'web[a]',
  'web{a,b}',
  '~root',
  '!!',
  'web!x',
  '#web',
  '%PATH%',
  'web^x',
  '-f',
  '--kubeconfig=/tmp/x',
  '-kgithub.com',
  '@args',
  '/etc/passwd',
  '=ls',
  'wéb',
  'web\u201cx\u201d',
];

describe('commands that are suggested', () => {
  test.each(shells)('%s hands names on as they are', (shell) => {
    for (const name of allowed) {
      const command = kubectl`describe pod ${name} -n ${name} -o jsonpath="{.metadata.finalizers}"`;
      const expected = ['describe', 'pod', name, '-n', name, '-o', 'jsonpath={.metadata.finalizers}'];
      expect(argumentsIn(shell, command)).toEqual(expected);
    }
  });

  test.each(hostile)('there is none with the name %j', (name) => {
    for (const command of [kubectl`get pod ${name} -n shop`, kubectl`get pods -n ${name}`, kubectl`get ${name}`]) {
      expect(isCommand(command)).toBe(false);
      expect(command).not.toContain(name);
    }
  });

  test.each(shells)('%s is told the context, or nothing is run', (shell) => {
    for (const context of [...allowed, 'arn:aws:eks:eu-west-1:1234:cluster/shop', 'kubernetes-admin@kubernetes']) {
      const args = argumentsIn(shell, inContext(kubectl`logs ${'web'} -n ${'shop'}`, context));
      expect(args).toEqual(['logs', 'web', '-n', 'shop', '--context', context]);
    }
    for (const context of hostile) expect(isCommand(inContext(kubectl`logs ${'web'}`, context))).toBe(false);
    expect(isCommand(inContext(kubectl`logs ${'web; id'}`, 'kind'))).toBe(false);
  });

  test('an option without a value is left out', () => {
    expect(kubectl`get quota ${'q'} -n ${undefined}`).toBe('kubectl get quota q');
    expect(kubectl`get pod ${'p'} -n ${undefined} -o wide`).toBe('kubectl get pod p -o wide');
  });

  test('each template is one line that sh, PowerShell and cmd.exe read alike', () => {
    const templates = files.flatMap((file) =>
      [...textOf(file).matchAll(/(?<!`)kubectl`([^`]*)`/g)].map(([, inner = '']) => inner),
    );
    expect(templates.length).toBeGreaterThan(50);
    for (const template of templates) {
      const literal = template.replaceAll(/\$\{[^}]*\}/g, 'x1');
      // Within double quotes none of the three changes anything but these, and cmd.exe knows no single ones.
      expect(literal).not.toMatch(/[$%!\\'\n`]/);
      expect(
        literal
          .split('"')
          .filter((_, index) => index % 2 === 0)
          .join(''),
      ).toMatch(/^[\w ./:=,-]*$/);
      const quoted = /"[^"]*"/g;
      const words = literal
        .replaceAll(quoted, (text) => text.slice(1, -1).replaceAll(' ', '\u00a0'))
        .split(' ')
        .map((word) => word.replaceAll('\u00a0', ' '));
      for (const shell of shells) expect(argumentsIn(shell, `kubectl ${literal}`)).toEqual(words);
    }
  });

  test('nothing else makes one', () => {
    const makers = files.filter((file) => textOf(file).includes('as SuggestedCommand'));
    expect(makers).toEqual([join('core', 'diagnosis', 'facts', 'suggestedCommand.ts')]);
  });

  test.each(hostile)('a cluster in which everything is called %j gets none that a shell runs', (name) => {
    const commands = views(name).flatMap((view) => diagnose(view).flatMap(({ command }) => command ?? []));
    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands.filter((one: SuggestedCommand) => isCommand(one))) {
      expect(command).not.toContain(name);
      expect(command).toMatch(/^kubectl [a-z]/);
    }
  });
});

/** Starts that fail in many ways, with one name for all that there is. */
function views(name: string) {
  const pod = (status: object, spec: object = {}): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: name, uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { nodeName: name, nodeSelector: { [name]: name }, containers: [{ name, image: name }], ...spec },
    status,
  });
  const event = (reason: string, message: string, kind = 'Pod') => ({
    metadata: { name: 'e' },
    involvedObject: { kind, name, namespace: name, uid: 'u' },
    reason,
    message,
    type: 'Warning',
    firstTimestamp: '2026-01-01T00:00:01Z',
    lastTimestamp: '2026-01-01T00:00:01Z',
    count: 1,
  });
  const waiting = (reason: string, message: string) => ({
    phase: 'Pending',
    containerStatuses: [{ name, image: name, ready: false, restartCount: 0, state: { waiting: { reason, message } } }],
  });
  const unscheduled = (message: string) => ({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  });
  const of = (one: Pod, ...events: object[]) =>
    ({ pods: [one], events, errors: [], deleted: [] }) as unknown as Parameters<typeof diagnose>[0];
  const refused = (message: string, reason = 'Forbidden') =>
    ({
      pods: [],
      events: [],
      deleted: [],
      errors: [{ kind: name, name, code: 403, reason, message }],
    }) as unknown as ReturnType<typeof of>;
  return [
    of(pod(waiting('ErrImagePull', 'bad'))),
    of(pod(waiting('CreateContainerConfigError', `secret "${name}" not found`))),
    of(pod(waiting('CreateContainerConfigError', `couldn't find key ${name} in ConfigMap ${name}/${name}`))),
    of(
      pod(unscheduled("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector."), {
        nodeName: undefined,
      }),
    ),
    of(pod({ phase: 'Failed', reason: 'Evicted', message: name })),
    of(pod({ phase: 'Failed', reason: 'NodeAffinity', message: name })),
    of(pod({ phase: 'Pending' })),
    of(pod({ phase: 'Pending' }), event('BackoffLimitExceeded', name, 'Job'), event('Suspended', name, 'Job')),
    of(
      pod({ phase: 'Pending' }),
      event('FailedCreate', `exceeded quota: ${name}, requested: a, used: b`, 'ReplicaSet'),
    ),
    refused(`User "${name}" cannot get resource "pods"`),
    refused(`namespaces "${name}" not found`, 'NotFound'),
    refused(`looking up service account x: serviceaccount "${name}" not found`),
    refused(name, 'AlreadyExists'),
  ];
}
