import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { crictlExport, staysInside, type CrictlExport } from '../../../src/core/crictl/crictlExport';
import { shellWord } from '../../../src/core/crictl/shellWord';
import { asMeant, wordsOf } from '../../../src/core/explain/meaning/asMeant';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

const hostile = [
  "it's",
  '"; touch pwned; "',
  "'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  '-rf',
  '\\',
  'a\nb',
  '*',
  '~',
  '',
  '| & ; < > ( ) # ! %s \\n',
  '‹grüße›',
  '@RUN@',
];

function exported(objects: object[], options: { revealSecrets?: boolean } = {}): CrictlExport {
  const { objects: read } = parseManifest(objects.map((object) => stringify(object)).join('---\n'));
  return crictlExport(start({ objects: read.map(({ value }) => value), circumstances: {}, ...options }));
}

/** Without the service account's token, which lies on a file system of its own: only root can mount one. */
function pod(spec: object, app: object = {}): object {
  const container = { name: 'app', image: 'nginx', ...app };
  const metadata = { name: 'web', namespace: 'shop' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { automountServiceAccountToken: false, containers: [container], ...spec } }; // prettier-ignore
}

function textOf({ files }: CrictlExport, path: string): string {
  const content = files.find((file) => file.path === path)?.content;
  if (!content || !('text' in content)) throw new Error(`there is no ${path} among ${files.map((file) => file.path).join(', ')}`); // prettier-ignore
  return content.text;
}

test('the files are the sandbox, each container in both forms, the files of the volumes, and the script', () => {
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data: { 'app.ini': '[a]' } }; // prettier-ignore
  const made = exported([
    settings,
    pod(
      {
        volumes: [{ name: 'cfg', configMap: { name: 'settings' } }],
        initContainers: [{ name: 'first', image: 'busybox' }],
      },
      { volumeMounts: [{ name: 'cfg', mountPath: '/cfg' }] },
    ),
  ]);
  expect(made.files.map(({ path }) => path)).toEqual([
    'pod.json',
    'containers/first.json',
    'containers/first.text.json',
    'containers/app.json',
    'containers/app.text.json',
    'volumes/cfg/app.ini',
    'replay.sh',
  ]);
  expect(JSON.parse(textOf(made, 'pod.json'))).toMatchObject({ metadata: { name: 'web', namespace: 'shop' }, log_directory: '@RUN@/logs' }); // prettier-ignore
  expect(JSON.parse(textOf(made, 'containers/app.json'))).toMatchObject({
    image: { image: 'nginx', user_specified_image: 'nginx' },
    mounts: [
      { container_path: '/cfg', host_path: '@RUN@/volumes/cfg', readonly: true },
      { container_path: '/etc/hosts', host_path: '@RUN@/hosts' },
      { container_path: '/dev/termination-log', host_path: '@RUN@/termination-log/app' },
    ],
  });
});

test('values of Secrets are a text that names them, unless a person asks for them', () => {
  const creds = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'creds', namespace: 'shop' }, data: { KEY: 'AP8BAg==' }, stringData: { PASSWORD: 'hunter2' } }; // prettier-ignore
  const objects = [
    creds,
    pod(
      { volumes: [{ name: 'creds', secret: { secretName: 'creds' } }] },
      { volumeMounts: [{ name: 'creds', mountPath: '/creds' }], envFrom: [{ secretRef: { name: 'creds' } }] },
    ),
  ];
  const masked = exported(objects);
  expect(JSON.stringify(masked.files)).not.toMatch(/hunter2|aHVudGVyMg|AP8BAg/);
  expect(textOf(masked, 'volumes/creds/PASSWORD')).toBe('‹secret creds/PASSWORD›');
  const { files } = exported(objects, { revealSecrets: true });
  expect(files.find(({ path }) => path === 'volumes/creds/KEY')?.content).toEqual({ base64: 'AP8BAg==' });
});

test('what cannot be replayed is named', () => {
  const probe = { httpGet: { port: 80 } };
  const { notes } = exported([pod({}, { readinessProbe: probe, lifecycle: { postStart: probe } })]);
  expect(notes).toEqual([
    'The postStart hook of app is left out: the kubelet itself calls it over the network.',
    'The probes of app are left out.',
  ]);
});

test('a container to which no start comes, as its image has no name, is left out and named', () => {
  const { files, notes } = exported([pod({}, { image: "a';touch pwned;'" })]);
  expect(notes).toEqual(['The container app is left out: the simulated start does not reach it.']);
  expect(files.map(({ path }) => path)).toEqual(['pod.json', 'replay.sh']);
});

test('of a workload one pod is written, of several pods each in a folder', () => {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'app', image: 'nginx' }] } };
  const spec = { replicas: 3, selector: { matchLabels: { app: 'a' } }, template };
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec };
  expect(exported([deployment]).scripts).toEqual(['replay.sh']);
  const { scripts } = exported([deployment, pod({})]);
  expect(scripts).toHaveLength(2);
  expect(scripts).toContain('web/replay.sh');
});

test('pods of one name have folders of their own, also beside one that is called like such a folder', () => {
  const named = (namespace: string, name: string): object => ({ ...pod({}), metadata: { namespace, name } });
  const { scripts, files } = exported([named('shop', 'web'), named('test', 'web'), named('shop', 'test.web')]);
  expect(new Set(scripts).size).toBe(3);
  const paths = files.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});

test('a template expression stays the word that stands for it: its text is in no command and in no JSON', () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volumes: [{name: host, hostPath: {path: '/x/{{ "$(touch pwned)" }}', type: DirectoryOrCreate}}]
  containers:
  - name: app
    image: {{ "\`touch pwned\`" }}
    volumeMounts: [{name: host, mountPath: /x, subPath: '{{ ";touch pwned;" }}'}]
    lifecycle: {postStart: {exec: {command: ['{{ "''; touch pwned" }}']}}}
`;
  const objects = parseManifest(text).objects.map(({ value }) => value);
  const simulation = start({ objects: objects.map(asMeant), circumstances: {} });
  const made = crictlExport(simulation, wordsOf(objects));
  const commands = textOf(made, 'replay.sh').replace(/^#.*$/gm, '');
  expect(commands).toContain('start app');
  expect(commands).not.toContain('touch');
  for (const { path } of made.files) if (path.endsWith('.json')) JSON.parse(textOf(made, path));
  expect(made.notes.filter((note) => note.includes(' stands for '))).toHaveLength(4);
  expect(made.notes).toContainEqual(
    expect.stringMatching(
      /^tpl\w+ stands for \{\{ "`touch pwned`" \}\}: export the rendered manifest, or put its value there\.$/,
    ),
  );
});

test('a path that leads out of the folder does not stay inside', () => {
  expect(['a/b', '..a/b', 'a..'].map(staysInside)).toEqual([true, true, true]);
  expect(['../a', 'a/../../b', '/etc/passwd', '\\x', 'C:\\x', 'a\0', 'a\\..\\b'].some(staysInside)).toBe(false);
});

describe.skipIf(process.platform === 'win32')('in a shell', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pod-startup-replay-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each(hostile)('%j is one word', (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8', cwd: folder })).toBe(text);
  });

  /** Writes the files, and a crictl which writes down what it is called with. */
  function written(made: CrictlExport, refusal = 'illegal base64 data at input byte 0'): Record<string, string> {
    for (const { path, content } of made.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), 'text' in content ? content.text : Buffer.from(content.base64, 'base64'));
    }
    const program = join(folder, 'crictl');
    writeFileSync(
      program,
      `#!/bin/sh
[ "$1" = --timeout ] && shift 2
for one in "$@"; do printf '%s\\0' "$one"; done >>'${folder}/calls'
printf '\\n\\0' >>'${folder}/calls'
case $1 in
create) case $2 in no-such-sandbox) echo "${refusal}" >&2; exit 1 ;; *) cat "$3" >>'${folder}/created'; echo container ;; esac ;;
runp) echo sandbox ;;
inspectp) echo '10.1.2.3' ;;
inspect) echo 'CONTAINER_EXITED 0' ;;
inspecti) exit 1 ;;
esac
`,
    );
    chmodSync(program, 0o755);
    return { ...process.env, CRICTL: program };
  }

  const calls = (): string[][] =>
    readFileSync(join(folder, 'calls'), 'utf8')
      .split('\n\0')
      .map((call) => call.split('\0').slice(0, -1))
      .filter((call) => call.length > 0);

  test('hostile names, paths and commands stay what they are, and nothing of them is run', () => {
    const keys = ['it"s', "'; touch pwned; '", '$(touch pwned)', 'with blank', '-n', '‹ü›'];
    const items = keys.map((path) => ({ key: 'k', path: `deep/${path}` }));
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data: { k: 'v' } }; // prettier-ignore
    const made = exported([
      settings,
      pod(
        { volumes: [{ name: 'cfg', configMap: { name: 'settings', items } }] },
        {
          env: [
            { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
            { name: 'URL', value: "http://$(IP)/';touch pwned;'|&\\" },
            { name: 'MARK', value: '@RUN@ @POD_IP@' },
          ],
          volumeMounts: [{ name: 'cfg', mountPath: '/cfg' }],
          lifecycle: { postStart: { exec: { command: ['sh', '-c', ...hostile] } } },
        },
      ),
    ]);
    const env = written(made);
    expect(spawnSync('sh', ['-n', join(folder, 'replay.sh')]).status).toBe(0);
    const up = spawnSync('sh', [join(folder, 'replay.sh'), 'up'], { env, encoding: 'utf8', cwd: folder });
    expect(up.status, up.stderr).toBe(0);
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
    for (const key of keys) expect(readFileSync(join(folder, 'run/volumes/cfg/deep', key), 'utf8')).toBe('v');
    expect(
      calls()
        .find(([method]) => method === 'exec')
        ?.slice(3),
    ).toEqual(['sh', '-c', ...hostile]);
    const { envs } = JSON.parse(readFileSync(join(folder, 'created'), 'utf8')) as {
      envs: { key: string; value: string }[];
    };
    const value = (name: string) => Buffer.from(envs.find(({ key }) => key === name)?.value ?? '', 'base64').toString();
    expect(value('IP')).toBe('10.1.2.3');
    expect(value('URL')).toBe("http://10.1.2.3/';touch pwned;'|&\\");
    expect(value('MARK')).toBe('@RUN@ @POD_IP@');
    const down = spawnSync('sh', [join(folder, 'replay.sh'), 'down'], { env, encoding: 'utf8', cwd: folder });
    expect(down.status, down.stderr).toBe(0);
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  test('an init container is waited for, a sidecar is not, and the end goes the other way', () => {
    const initContainers = [
      { name: 'first', image: 'busybox' },
      { name: 'beside', image: 'busybox', restartPolicy: 'Always' },
    ];
    const env = written(exported([pod({ initContainers })]));
    expect(spawnSync('sh', [join(folder, 'replay.sh')], { env }).status).toBe(0);
    spawnSync('sh', [join(folder, 'replay.sh'), 'down'], { env });
    expect(calls().map(([method]) => method)).toEqual([
      'create', // asks for the form
      'runp', 'inspectp',
      'pull', 'create', 'start', 'inspect',
      'pull', 'create', 'start',
      'pull', 'create', 'start',
      'stop', 'rm', 'stop', 'rm', 'stop', 'rm', 'stopp', 'rmp',
    ]); // prettier-ignore
  });

  test('a crictl before 1.36, which takes what is no base64 for a value, is given text', () => {
    const made = exported([pod({}, { env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] })]);
    const env = written(made, 'rpc error: code = NotFound desc = sandbox not found');
    expect(spawnSync('sh', [join(folder, 'replay.sh')], { env }).status).toBe(0);
    expect(readFileSync(join(folder, 'created'), 'utf8')).toContain('"value": "10.1.2.3"');
  });

  test('modes are those of the manifest, whatever the person’s umask is', () => {
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data: { k: 'v' } }; // prettier-ignore
    const volumes = [
      { name: 'cfg', configMap: { name: 'settings', defaultMode: 0o444 } },
      { name: 'data', emptyDir: {} },
    ];
    const volumeMounts = [
      { name: 'cfg', mountPath: '/cfg' },
      { name: 'data', mountPath: '/data' },
    ];
    const env = written(exported([settings, pod({ volumes }, { volumeMounts })]));
    expect(spawnSync('sh', ['-c', `umask 077; sh ${shellWord(join(folder, 'replay.sh'))}`], { env }).status).toBe(0);
    const mode = (path: string) => (statSync(join(folder, 'run', path)).mode & 0o7777).toString(8);
    expect(mode('volumes/cfg/k')).toBe('444');
    expect(mode('volumes/data')).toBe('777');
    expect(mode('termination-log/app')).toBe('666');
  });

  test('what runs is not started again, and a folder whose path no request can have is refused', () => {
    const env = written(exported([pod({})]));
    const script = join(folder, 'replay.sh');
    expect(spawnSync('sh', [script, 'up'], { env }).status).toBe(0);
    const again = spawnSync('sh', [script, 'up'], { env, encoding: 'utf8' });
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('already exists')]);
    const odd = spawnSync('sh', [script, 'up', '--root', join(folder, "it's")], { env, encoding: 'utf8' });
    expect([odd.status, odd.stderr]).toEqual([1, expect.stringContaining('name another with --root')]);
    expect(spawnSync('sh', [script, 'sideways'], { env }).status).toBe(2);
  });
});
