import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli } from './buildCli';
import { commandNames } from '../../src/cli/helpText';
import { takesOption } from '../../src/cli/optionsOf';
import { containerdLog } from '../core/observe/nodeSpeech';
import { auditLog, recordings } from '../recordings/recordings';

const root = join(import.meta.dirname, '../..');
let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('cli'));
  writeFileSync(join(root, 'out/package.json'), readFileSync(join(root, 'package.json')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(root, 'out/package.json'), { force: true });
});

function run(args: string[], input = ''): { out: string; error: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
  });
  return { out: stdout, error: stderr, code: status };
}

describe('pod-startup', () => {
  test('tells the start of a manifest as a story that ends as kubectl prints it', () => {
    const { out, code } = run(['explain', 'samples/nginx.yaml']);
    expect(code).toBe(0);
    const calls = ['RunPodSandbox', 'ImageStatus', 'PullImage', 'CreateContainer', 'StartContainer'];
    const places = calls.map((call) => out.indexOf(`  ${call}`));
    expect(places.every((place, i) => place > (places[i - 1] ?? 0))).toBe(true);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^nginx +1\/1 +Running/);
  });

  test('draws it and gives it as data', () => {
    expect(run(['explain', 'samples/nginx.yaml', '--format', 'mermaid']).out).toMatch(/^sequenceDiagram/m);
    const trace = JSON.parse(run(['explain', 'samples/nginx.yaml', '--format', 'json']).out) as { source: string };
    expect(trace.source).toBe('simulated');
  });

  test('tells in the detail that is asked for', () => {
    const lines = (level: string): number =>
      run(['explain', 'samples/nginx.yaml', '--level', level])
        .out.split('\n')
        .filter((line) => line.includes(' → ')).length;
    expect(lines('1')).toBeLessThan(lines('2'));
    expect(lines('2')).toBeLessThan(lines('3'));
    expect(run(['explain', 'samples/nginx.yaml', '--level', '3']).out).toContain('POST serviceaccounts/default/token');
    expect(run(['explain', 'samples/nginx.yaml', '--level', '4'])).toMatchObject({
      code: 2,
      error: 'pod-startup: --level is 1, 2 or 3, not 4\n',
    });
  });

  test('says who asks what of the API server', () => {
    const { out, code } = run(['calls', 'samples/shop.yaml', '--api', '--seconds', '3']);
    expect(code).toBe(0);
    const changes = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(changes).toContainEqual(
      expect.objectContaining({ caller: 'deployment-controller', verb: 'create', resource: 'replicasets', code: 201 }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ caller: 'kubelet', verb: 'create', resource: 'serviceaccounts', subresource: 'token' }),
    );
    expect(out).not.toContain('s3cret');
  });

  test('of saved output beside a manifest only what the manifest has is explained', () => {
    const job = { kind: 'Job', name: 'late2', namespace: 'default', uid: 'j2' };
    const event = {
      kind: 'Event',
      metadata: { name: 'late2.1', namespace: 'default', uid: 'e1' },
      involvedObject: job,
      type: 'Warning',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
      lastTimestamp: '2026-01-01T00:00:10Z',
    };
    const saved = JSON.stringify({ kind: 'List', items: [event] });
    expect(run(['observe', '-'], saved).out).toContain('why Job late2 does not run');
    for (const [name, isMeant] of [
      ['web', false],
      ['late2', true],
    ] as const) {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n`); // prettier-ignore
      expect(run(['observe', '-', '--manifest', file], saved).out.includes('why Job late2')).toBe(isMeant);
    }
  });

  test('says of which release and runtime the observed cluster is, and what is simulated for one that is not known', () => {
    const told = (kubeletVersion: string, containerRuntimeVersion: string): string => {
      const nodeInfo = { kubeletVersion, containerRuntimeVersion };
      const node = { kind: 'Node', metadata: { name: 'n1', uid: 'n' }, status: { nodeInfo } };
      const metadata = { name: 'web', uid: 'u', creationTimestamp: '2026-11-28T19:11:55Z' };
      const pod = { kind: 'Pod', metadata, spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'nginx' }] } };
      return run(['observe', '-'], JSON.stringify({ kind: 'List', items: [pod, node] })).out;
    };
    expect(told('v1.33.5', 'cri-o://1.33.2')).toMatch(/^the cluster: kubelet v1\.33\.5, cri-o:\/\/1\.33\.2$/m);
    expect(told('v1.33.5', 'cri-o://1.33.2')).not.toContain('simulated as');
    expect(told('v1.41.0', 'containerd://2.9.0')).toMatch(
      /^note: .*1\.41, which is not known yet; simulated as 1\.37$/m,
    );
  });

  test('tells of saved output what was observed, how exactly, and why a pod is stuck', () => {
    const recording = recordings('own').find(({ name }) => name === 'fault.image-not-found');
    const { watch = [], events = [] } = recording ?? {};
    const saved = JSON.stringify({ kind: 'List', items: [watch.at(-1)?.object, ...events] });
    const { out, code } = run(['observe', '-'], saved);
    expect(code).toBe(0);
    expect(out).toMatch(/· observed/);
    expect(out).toMatch(/PullImage registry\.example\/shop\/web:1\.4[^\n]*\n\s+✗/);
    expect(out).toMatch(/why pod web, container app does not run/);
    const calls = run(['observe', '-', '--format', 'calls'], saved)
      .out.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; endError: number });
    expect(calls[0]).toMatchObject({ method: 'RunPodSandbox', source: 'inferred' });
    expect(calls.every(({ endError }) => endError > 0)).toBe(true);
    expect(run(['observe', '-'], 'kind: ConfigMap').error).toMatch(/^-: it has neither a pod nor an event/);
  });

  test('says of a manifest that makes none of the pods that it may be that of others', () => {
    const { watch, events, manifest } = recordings('own').find(({ name }) => name === 'fault.image-not-found')!;
    const [saved, own, other] = [join(folder, 'pods.json'), join(folder, 'own.yaml'), join(folder, 'other.yaml')];
    writeFileSync(saved, JSON.stringify({ watch, events }));
    writeFileSync(own, manifest);
    writeFileSync(other, manifest.replace(/^( +name: ).*$/m, '$1stranger'));
    const note = (file: string) =>
      / may be the manifest of other pods: .*$/m.exec(run(['observe', saved, '--manifest', file]).out);
    expect(note(own)).toBe(null);
    expect(note(other)?.[0]).toBe(' may be the manifest of other pods: none of these is of its Pod stranger');
  });

  test('saves a start as a file, which observe and compare read as what it was made of', () => {
    const { watch, events, manifest } = recordings('own').find(({ name }) => name === 'fault.image-not-found')!;
    const [from, to] = [join(folder, 'watch.json'), join(folder, 'web.podstart.json')];
    const file = join(folder, 'web.yaml');
    writeFileSync(from, JSON.stringify({ watch, events }));
    writeFileSync(file, manifest);
    for (const more of [[], ['--manifest', file], ['--format', 'json'], ['--why', '--level', '3']]) {
      const made = run(['observe', from, '--save', to, ...more]);
      expect(made).toMatchObject({ code: 0, error: `saved: ${to}\n` });
      expect(run(['observe', to, ...more])).toEqual({ code: 0, error: '', out: made.out });
    }
    expect(run(['compare', from, to]).out).toMatch(/^No call differs/);
    expect(run(['compare', file, to]).out).toBe(run(['compare', file, from]).out.replaceAll(from, to));
    const newer = join(folder, 'newer.podstart.json');
    writeFileSync(newer, readFileSync(to, 'utf8').replace('"1.0"', '"2.0"'));
    for (const args of [
      ['observe', newer],
      ['compare', to, newer],
    ])
      expect(run(args)).toMatchObject({
        code: 1,
        error: expect.stringMatching(/newer Pod Startup saved it.*: update Pod/),
      });
    expect(run(['explain', to]).error).toMatch(
      /web\.podstart\.json:1:1: this is a saved start, which pod-startup observe/,
    );
    expect(run(['explain', 'samples/nginx.yaml', '--save', to])).toMatchObject({ code: 2, error: 'pod-startup: --save is for observe, watch\n' }); // prettier-ignore
    expect(run(['observe', from, '--save', join(folder, 'no/a.podstart.json')]).error).toMatch(/no such folder\n$/);
  });

  test("takes further files: the runtime's log makes the times exact", () => {
    const recording = recordings('containerd').find(({ cri, watch }) => cri.length > 0 && watch.length > 0);
    if (!recording) throw new Error('no recording');
    const { watch, events } = recording;
    const [saved, log] = [join(folder, 'pods.json'), join(folder, 'containerd.log')];
    writeFileSync(saved, JSON.stringify({ watch, events }));
    writeFileSync(log, containerdLog(recording, '2.2'));
    const { out, code } = run(['observe', saved, log, '--format', 'calls']);
    expect(code).toBe(0);
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ method: 'RunPodSandbox', source: 'observed' });
    expect(run(['observe', log]).error).toMatch(/neither a pod nor an event/);
    expect(run(['explain', saved, log]).code).toBe(2);
  });

  test('takes an audit log: who asked what, and when; of one that was cut the rest', () => {
    const { saved, log } = auditLog();
    const [pods, audit] = [join(folder, 'pods.json'), join(folder, 'audit.log')];
    writeFileSync(pods, saved);
    writeFileSync(audit, log.slice(0, -100));
    const { out, code } = run(['observe', pods, audit, '--level', '3']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ +\d\S* s +kubectl → API server +POST deployments/m);
    expect(out).toMatch(/^ +\d\S* s +kubelet → API server +GET secrets\?/m);
    expect(out).toMatch(/^not read: .*audit\.log: line \d+ is not JSON: left out$/m);
    expect(out).not.toContain('hunter2');
    expect(run(['observe', audit]).error).toMatch(/neither a pod nor an event/);
  });

  test("prints a start as OpenTelemetry's spans, which it reads again beside the same pods", () => {
    const { out, code } = run(['explain', 'samples/nginx.yaml', '--format', 'otlp']);
    expect(code).toBe(0);
    expect(out).toContain('"name":"runtime.v1.RuntimeService/RunPodSandbox"');
    const recording = recordings('own').find(({ name }) => name === 'pod.minimal');
    const { watch, events } = recording ?? {};
    const [pods, spans] = [join(folder, 'pods.json'), join(folder, 'spans.json')];
    writeFileSync(pods, JSON.stringify({ watch, events }));
    writeFileSync(spans, run(['observe', pods, '--format', 'otlp']).out);
    const methods = (...files: string[]): unknown[] =>
      run(['observe', ...files, '--format', 'calls']).out.trim().split('\n').map((line) => (JSON.parse(line) as { method: string }).method); // prettier-ignore
    expect(methods(pods, spans)).toEqual(methods(pods));
    expect(run(['explain', 'samples/nginx.yaml', '--format', 'zipkin']).error).toMatch(
      /markdown, mermaid, json or otlp/,
    );
  });

  test('prints calls whose bytes are base64, as protobuf has them in JSON', () => {
    const recording = recordings('own').find(({ name }) => name === 'container.env.secretKeyRef');
    const { out } = run(['calls', '-'], recording?.manifest);
    const calls = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; request: { config?: { envs?: unknown[] } } });
    const recorded = recording?.cri.find(({ method }) => method.endsWith('/CreateContainer'));
    const { config } = recorded!.request as { config: { envs: unknown[] } };
    expect(calls.find(({ method }) => method === 'CreateContainer')?.request.config?.envs?.[0]).toEqual(config.envs[0]);
  });

  test('never tells a Secret’s value in a story, a diagram or a hover', () => {
    const manifest = recordings('own').find(({ name }) => name === 'container.env.secretKeyRef')!.manifest;
    const [, value = ''] = /PASSWORD: *"?(\w+)/.exec(manifest) ?? /password: *"?(\w+)/.exec(manifest) ?? [];
    expect(value).not.toBe('');
    expect(run(['explain', '-', '--format', 'json'], manifest).out).toContain('‹secret');
    for (const format of ['text', 'mermaid', 'json', 'otlp'])
      expect(run(['explain', '-', '--format', format], manifest).out).not.toContain(value);
  });

  test('shows what the API would, as one object', () => {
    const outcome = JSON.parse(run(['outcome', 'samples/nginx.yaml', '--seconds', '6']).out) as {
      pods: { status: { phase: string } }[];
    };
    expect(outcome.pods[0]?.status.phase).toBe('Running');
  });

  test('gives the calls and fields of a hover as data', () => {
    const { out } = run(['hover', 'samples/nginx.yaml:11:10', '--format', 'json']);
    const { effects } = JSON.parse(out) as { effects: unknown[] };
    expect(effects).toContainEqual({
      call: 'CreateContainer nginx',
      field: 'config.image.user_specified_image',
      with: 'nginx',
    });
    expect(run(['hover', 'samples/nginx.yaml:11:10', '--format', 'mermaid']).code).toBe(2);
  });

  test('a check has exit codes of its own, and takes standard input', () => {
    expect(run(['check', 'samples/nginx.yaml'])).toMatchObject({ code: 0, error: '' });
    expect(run(['check', 'samples/stuck.yaml'])).toMatchObject({ code: 1, error: '' });
    const { out, code } = run(
      ['check', '-', '--format', 'github'],
      readFileSync(join(root, 'samples/stuck.yaml'), 'utf8'),
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=-,line=20,/);
    expect(run(['check', 'samples/nginx.yaml', '--fail-on', 'never']).code).toBe(2);
    expect(run(['explain', 'samples/nginx.yaml', '--baseline', 'x']).code).toBe(2);
    expect(run(['check', 'samples/none.yaml'])).toMatchObject({ code: 2, out: '' });
  });

  test('hovers a place that counts from 1', () => {
    const { out, code } = run(['hover', 'samples/nginx.yaml:11:10']);
    expect(code).toBe(0);
    expect(out).toContain('PullImage nginx');
  });

  test.each([
    ['an empty file', '', /^-:1:1: it is empty$/],
    ['another YAML', 'a: 1\n', /^-:1:1: there is no Kubernetes object in it: one has apiVersion, kind and metadata$/],
    ['what is not YAML', 'apiVersion: v1\nkind: Pod\nmetadata: {name: [\n', /^-:\d+:\d+: .+$/],
  ])('%s is one line with its place', (_, text, line) => {
    for (const command of ['explain', 'calls', 'outcome']) {
      const { out, error, code } = run([command, '-'], text);
      expect(out).toBe('');
      expect(error.trimEnd()).toMatch(line);
      expect(code).toBe(1);
    }
  });

  test('what makes no pods is told, and has no calls and no outcome', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';
    expect(run(['explain', '-'], text)).toEqual({
      out: 'There is no pod in -: it has ConfigMap a.\n',
      error: '',
      code: 0,
    });
    for (const command of ['calls', 'outcome'])
      expect(run([command, '-'], text)).toEqual({ out: '', error: '-:1:1: nothing in it creates pods\n', code: 1 });
  });

  test('with a scenario, what is refused is an outcome, whether or not it makes pods', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: A_\n';
    writeFileSync(join(folder, 'nothing.json'), '{}');
    const { out, code } = run(['outcome', '-', '--scenario', join(folder, 'nothing.json')], text);
    expect(JSON.parse(out)).toMatchObject({ pods: [], errors: [{ code: 422 }] });
    expect(code).toBe(0);
  });

  test('a file that is not there, and a scenario that is not JSON, are named', () => {
    expect(run(['explain', 'nowhere.yaml'])).toMatchObject({
      code: 1,
      error: 'nowhere.yaml:1:1: there is no such file\n',
    });
    writeFileSync(join(folder, 'scenario.json'), '{\n  "node": {');
    const { error, code } = run(['calls', 'samples/nginx.yaml', '--scenario', join(folder, 'scenario.json')]);
    expect(code).toBe(1);
    expect(error).toMatch(/scenario\.json:\d+:\d+: .+\n$/);
  });

  const pod = (spec: string, name = 'web') => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${spec}`;

  test.each([
    ['a pod without containers', pod('  hostname: a\n'), '-:1:1: Pod web looks like a part of another manifest'],
    ['a wrong type', pod('  containers: {}\n'), 'look at: -:6:3 (containers)'],
    [
      'an unknown field',
      pod('  containers:\n  - name: a\n    imagee: b\n    image: nginx\n'),
      'look at: -:8:5 (containers[0].imagee)',
    ],
    ['a duplicate key', pod('  containers:\n  - name: a\n    name: b\n    image: nginx\n'), 'note: -:8:5: '],
    ['a template', pod('  containers:\n  - name: a\n    image: {{ .Values.image }}\n'), 'note: -:8:12: '],
    [
      'the second of two pods',
      `${pod('  containers: [{name: a, image: nginx}]\n', 'one')}---\n${pod('  restartPolicy: Sometimes\n  containers: [{name: a, image: nginx}]\n')}`,
      'look at: -:13:3 (restartPolicy)',
    ],
  ])('explains what it can, and names where it cannot: %s', (_, text, said) => {
    const { out, error, code } = run(['explain', '-'], text);
    expect({ error, code }).toEqual({ error: '', code: 0 });
    expect(out).toContain(said);
  });

  test('a version that the release does not serve is refused, with the one to write', () => {
    const job = 'jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}';
    const text = `apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: x}\nspec: {schedule: "@daily", ${job}}\n`;
    const { out } = run(['explain', '-', '--kubernetes', '1.34'], text);
    expect(out).toContain('refused: 404 NotFound: no matches for kind "CronJob" in version "batch/v1beta1"');
    expect(out).toContain('the API server has no CronJob in batch/v1beta1, which is gone since Kubernetes 1.25');
    expect(out).toContain('next: write `apiVersion: batch/v1`; nothing else changes');
    expect(out).toContain('look at: -:1:1 (apiVersion)');
    const why = run(['explain', '-', '--kubernetes', '1.34', '--why'], text).out.replaceAll(/\s+/g, ' ');
    expect(why).toContain('kubectl asks the API server which kinds it serves');
    expect(why).toContain('sends nothing and exits with 1.');
    expect(run(['explain', '-', '--kubernetes', '1.18'], text).out).toContain(
      'it serves CronJob in batch/v1; only the kubelet of 1.18 is simulated, under a control plane of 1.37',
    );
  });

  test('takes anchors and merge keys', () => {
    const merged = pod('  initContainers:\n  - &a {name: a, image: nginx}\n  containers:\n  - <<: *a\n    name: b\n');
    expect(run(['explain', '-'], merged).out).toContain('CreateContainer b');
  });

  test('a bad command line has its own exit code', () => {
    expect(run(['explode', 'samples/nginx.yaml']).code).toBe(2);
    expect(run(['explain']).code).toBe(2);
    expect(run(['calls', 'samples/nginx.yaml', '--kubernetes', 'newest']).code).toBe(2);
    expect(run(['explain', 'samples/nginx.yaml', '--format', 'xml']).code).toBe(2);
    expect(run(['hover', 'samples/nginx.yaml']).code).toBe(2);
    expect(run(['--help'])).toMatchObject({ code: 0, error: '' });
    expect(run(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run(['version']).out).toBe(run(['--version']).out);
    expect(run(['watch', 'web', '--timeout', '0s']).error).toMatch(/--timeout is a time such as 300 or 5m, not 0s/);
  });

  test('what is no command is called so, and a file is led to explain', () => {
    expect(run(['explode']).error).toBe('pod-startup: there is no command explode: see pod-startup --help\n');
    expect(run(['samples/nginx.yaml']).error).toContain('pod-startup explain samples/nginx.yaml');
  });

  test('--help of a command tells of it alone, with what is said of it and of all', () => {
    const whole = run(['--help']).out;
    expect(commandNames.length).toBeGreaterThan(12);
    for (const command of commandNames) {
      const told = run([command, '--help']).out;
      const commands = told.split('\n').flatMap((line) => /^ {2}pod-startup ([a-z]+)/.exec(line)?.[1] ?? []);
      expect(new Set(commands)).toEqual(new Set([command]));
      expect(told).toContain('--output FORMAT');
      expect(told.includes('--assume usual|nothing')).toBe(
        ['explain', 'calls', 'crictl', 'outcome', 'ready', 'hover', 'compare', 'check', 'upgrade'].includes(command),
      );
      expect(told.split('\n').filter((line) => !whole.includes(line))).toEqual([]);
      const refused = [...told.matchAll(/^ +--([a-z-]+)/gm)].filter(([, option = '']) => !takesOption(command, option));
      expect(refused).toEqual([]);
      expect(/^ {2}watch: 0/m.test(told)).toBe(command === 'watch');
    }
    expect(run(['help', 'watch']).out).toBe(run(['watch', '--help']).out);
    expect(whole.split('\n').filter((line) => line.length > 130)).toEqual([]);
  });
});

test.skipIf(process.platform === 'win32')('standard input that does not wait is read when it comes', async () => {
  // Node makes a pipe that it reads one that does not wait, for all that share it.
  const script = `
    (sleep 1; head -3 samples/nginx.yaml; sleep 0.3; tail -n +4 samples/nginx.yaml) | {
      "$node" -e 'process.stdin.pause(); setTimeout(() => {}, 10000)' <&0 & other=$!
      sleep 0.5
      "$node" -e 'try { require("fs").readSync(0, Buffer.alloc(1)) } catch ({ code }) { console.log(code) }'
      "$node" "$program" explain -
      kill $other
    }`;
  const env = { ...process.env, node: process.execPath, program };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: root, env });
  expect(stdout).toMatch(/^EAGAIN\n/);
  expect(stdout).toContain('StartContainer nginx');
});
