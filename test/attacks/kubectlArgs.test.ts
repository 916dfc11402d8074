import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { batchCommandLine } from '../../src/kubectl/batchFile';
import {
  checkedText,
  folderName,
  kubectlArgs,
  namespaceName,
  objectName,
  resourceType,
  typeOfKind,
  withQuery,
} from '../../src/kubectl/kubectlArgs';

const src = join(import.meta.dirname, '../../src');

/** None of these names anything in Kubernetes. */
const hostile = [
  '',
  '-f',
  '-kgithub.com',
  '-fhttp:',
  '--kubeconfig=x',
  '--',
  '@file',
  '/etc/passwd',
  'a/b',
  '../secrets',
  '..',
  'a,b',
  'a b',
  'a\nb',
  'a\u0000',
  'a?watch=1',
  'a#b',
  'a%2fb',
  'a&b',
  'a"b',
  "a'b",
  'a;b',
  '$(id)',
  '*',
  'wéb',
  `a${'b'.repeat(300)}`,
  5,
  true,
  null,
  undefined,
  {},
  ['a'],
];

describe('what kubectl is called with', () => {
  const checks: [string, (value: unknown) => string][] = [
    ['a namespace', namespaceName],
    ['a name', (value) => objectName(value, 'pod')],
    ['a type', resourceType],
    ['a kind', (value) => typeOfKind('apps/v1', value)],
    ['an apiVersion', (value) => typeOfKind(value === 'a/b' ? 'a/b/c' : value, 'ReplicaSet')],
    ['a group', (value) => typeOfKind(typeof value === 'string' ? `${value}/v1` : value, 'ReplicaSet')],
  ];
  test.each(checks)('%s is refused where it is none, with words', (_, check) => {
    for (const value of hostile)
      expect(() => check(value), JSON.stringify(value)).toThrow(/ is not a name that Kubernetes allows for an? /);
  });

  test('what Kubernetes allows is let through', () => {
    for (const name of ['web', 'web-1', '0', 'node1.example.com', 'a--b', `a${'b'.repeat(252)}`])
      expect(objectName(name, 'pod')).toBe(name);
    for (const type of [
      'pod',
      'deploy',
      'Deployment',
      'deployments.apps',
      'deployment.v1.apps',
      'rollouts.argoproj.io',
    ])
      expect(resourceType(type)).toBe(type);
    expect(typeOfKind('apps/v1', 'ReplicaSet')).toBe('replicaset.v1.apps');
    expect(typeOfKind('v1', 'ReplicationController')).toBe('replicationcontroller');
    expect(typeOfKind('argoproj.io/v1alpha1', 'Rollout')).toBe('rollout.v1alpha1.argoproj.io');
  });

  test('a query hands on any text', () => {
    for (const text of [
      'app=web,tier!=db',
      'a in (b,c)',
      'x&watch=1#y',
      '100%',
      'é"\'\n',
      'a+b',
      '2026-01-01T00:00:00Z',
    ]) {
      const path = withQuery(checkedText`/api/v1/pods`, [
        ['labelSelector', text],
        ['watch', '1'],
      ]);
      expect(path).toMatch(/^\/api\/v1\/pods\?[\w=&%+.,:/!'()*~-]*$/);
      const query = new URLSearchParams(path.split('?')[1]);
      expect([...query]).toEqual([
        ['labelSelector', text],
        ['watch', '1'],
      ]);
    }
  });

  test.each(['', '-f', '--kubeconfig=x', 'my folder', '/tmp/a\nb', '/tmp/a b', '/tmp/%PATH%', 'a"b'])(
    'no folder: %j',
    (folder) => {
      expect(() => folderName(folder)).toThrow('cannot be given to kubectl');
    },
  );

  test('only the functions that check make what kubectl takes', () => {
    const makers = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && /\bas (?:Checked|KubectlArgs)\b/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(makers).toEqual([join('kubectl', 'kubectlArgs.ts')]);
    // @ts-expect-error: text from data is no checked text
    expect(kubectlArgs`get pods --namespace=${'--kubeconfig=x'}`).toHaveLength(3);
  });

  test('a batch file gets only what cmd.exe leaves as it is', () => {
    const file = String.raw`C:\Program Files (x86)\k & k\kubectl.cmd`;
    const args = [
      'get',
      '--raw=/api/v1/pods?watch=1&fieldSelector=metadata.name=web',
      '--context=my context',
      '--',
      'pod/web',
    ];
    expect(batchCommandLine(file, args)).toEqual([
      '/d',
      '/s',
      '/c',
      `""${file}" "get" "--raw=/api/v1/pods?watch=1&fieldSelector=metadata.name=web" "--context=my context" "--" "pod/web""`,
    ]);
    for (const context of ['a"&calc&"', '%PATH%', 'a!b!', 'a^b', 'a\nb', 'a\u0000'])
      expect(() => batchCommandLine(file, ['get', `--context=${context}`])).toThrow(
        /set podStartup\.kubectl\.path to kubectl\.exe/,
      );
  });
});
