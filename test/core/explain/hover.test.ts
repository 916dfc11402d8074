import { describe, expect, it } from 'vitest';
import { hover } from '../../../src/core/explain/hover/hover';
import type { HoverOptions } from '../../../src/core/explain/hover/hoverOptions';

const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';
const container = `${head}spec:\n  containers:\n  - name: app\n    image: nginx:1\n`;

/** The hover at the caret `|` of a fixture, and the text that it is about. */
function at(fixture: string, options: HoverOptions = {}): { markdown: string; about: string } | undefined {
  const offset = fixture.indexOf('|');
  const text = fixture.slice(0, offset) + fixture.slice(offset + 1);
  const found = hover(text, offset, options);
  return found && { markdown: found.markdown, about: text.slice(found.range.start, found.range.end) };
}

/** What the hover at the caret is about, as its first line begins. */
const headAt = (fixture: string): string | undefined => /^\*\*(.*?)\*\*/.exec(at(fixture)?.markdown ?? '')?.[1];

describe('hover finds what the caret is on', () => {
  it.each([
    ['a key', `${container}    resources: {limits: {c|pu: 1}}\n`, 'resources.limits.cpu', 'cpu'],
    ['the start of a key', `${head}spec:\n  |hostNetwork: true\n`, 'hostNetwork', 'hostNetwork'],
    ['the end of a key', `${head}spec:\n  hostNetwork|: true\n`, 'hostNetwork', 'hostNetwork'],
    ['a value', `${head}spec:\n  hostNetwork: tr|ue\n`, 'hostNetwork', 'true'],
    ['a key in quotes', `${head}spec:\n  "host|Network": true\n`, 'hostNetwork', '"hostNetwork"'],
    ['a value in quotes', `${container}    command: ['ng|inx']\n`, 'command[0]', "'nginx'"],
    ['the key of a list', `${head}spec:\n  contai|ners:\n  - name: a\n`, 'containers', 'containers'],
    ['the dash of an item', `${head}spec:\n  containers:\n  |- name: a\n    image: b\n`, 'containers[0]', undefined],
    ['the brace of an item', `${head}spec: {containers: [|{name: a, image: b}]}\n`, 'containers[0]', undefined],
    ['a scalar item', `${container}    args:\n    - --a\n    - --|b\n`, 'args[1]', '--b'],
    ['a block scalar', `${container}    args:\n    - |\n      ec|ho\n`.replace('- |', '- >'), 'args[0]', undefined],
    [
      'a map entry',
      `${head.replace('}', ', labels: {a/b: c}}').replace('a/b', 'a/|b')}spec: {}\n`,
      'metadata.labels["a/b"]',
      'a/b',
    ],
    ['JSON', '{"apiVersion": "v1", "kind": "Pod", "spec": {"nodeName": "n|1"}}', 'nodeName', '"n1"'],
    ['a document behind others', `a: 1\n---\n${head}spec:\n  node|Name: a\n---\nb: 2\n`, 'nodeName', 'nodeName'],
    [
      'an item of a List',
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec: {nodeName: |a}\n`,
      'nodeName',
      'a',
    ],
    ['lines that end as on Windows', `${head}spec:\n  host|PID: true\n`.replaceAll('\n', '\r\n'), 'hostPID', 'hostPID'],
    ['a text that starts with a byte order mark', `\uFEFF${head}spec:\n  host|PID: true\n`, 'hostPID', 'hostPID'],
    [
      'other letters before it',
      `${head}# žluťoučký 🐴\nspec:\n  hostname: "🐴"\n  host|IPC: true\n`,
      'hostIPC',
      'hostIPC',
    ],
    ['a template', `${container}    workingDir: {{ .Values.|dir }}\n`, 'workingDir', '{{ .Values.dir }}'],
    ['a key between templates', `${head}spec:\n{{- if .x }}\n  host|IPC: true\n{{- end }}\n`, 'hostIPC', 'hostIPC'],
    ['the second of two keys', `${head}spec:\n  hostname: a\n  host|name: b\n`, 'hostname', 'hostname'],
    ['a key with nothing behind it yet', `${container}    comm|and:\n`, 'command', 'command'],
    ['the last line, half typed', `${container}    i|ma`, 'ima', 'ima'],
  ])('%s', (_what, fixture, wanted, about) => {
    expect(headAt(fixture)).toBe(wanted);
    if (about !== undefined) expect(at(fixture)?.about).toBe(about);
  });

  it.each([
    ['a comment', `${head}spec: # the sp|ec\n  hostIPC: true\n`],
    ['a blank line', `${head}spec:\n  hostIPC: true\n|\n  hostPID: true\n`],
    ['the indentation', `${head}spec:\n | hostIPC: true\n`],
    ['the line between documents', `${head}--|-\n${head}`],
    ['other YAML', 'on: pu|sh\nkind: x\n'],
    ['an object of unknown kind', 'apiVersion: a/v1\nkind: Thing\nspec: {siz|e: 1}\n'],
  ])('says nothing on %s', (_what, fixture) => {
    expect(at(fixture)).toBeUndefined();
  });

  it('reads a duplicate key as kubectl does: the last counts', () => {
    const twice = `${head}spec:\n  hostname: first\n  hostname: sec|ond\n  containers: [{name: a, image: b:1}]\n`;
    expect(at(twice)?.markdown).toContain('`RunPodSandbox · hostname = "second"`');
  });
});

describe('hover follows anchors and merge keys', () => {
  const base = `x-base: &base\n  image: nginx:1\n  tty: true\n${head}spec:\n  containers:\n  - name: app\n    <<: *base\n`;

  it('explains what is written at an anchor where a pod takes it in', () => {
    expect(headAt(base.replace('tty', 't|ty'))).toBe('tty');
    expect(at(base.replace('tty', 't|ty'))?.markdown).toContain('`CreateContainer app · tty = true`');
  });

  it('explains an alias as the value that it stands for', () => {
    const fixture = `${head.replace('}', ', labels: &labels {a: b}}')}spec:\n  nodeSelector: *lab|els\n`;
    expect(headAt(fixture)).toBe('nodeSelector');
    expect(at(fixture)?.about).toBe('*labels');
  });

  it('tells what a merge key brings in', () => {
    expect(at(base.replace('<<', '<|<'))?.markdown).toContain('`image`, `tty`');
  });

  it('lets the fields of the map itself win over merged ones', () => {
    const fixture = `${base}    image: oth|er:2\n`;
    expect(at(fixture)?.markdown).toContain('`PullImage other:2`');
  });
});

describe('hover in a manifest that is not finished', () => {
  it('explains the rest of a pod that the API server refuses, and says where it does', () => {
    const { markdown } = at(`${container}    workingDir: /a|pp\n  - name: second\n`)!;
    expect(markdown).toContain('refuses this pod because of `spec.containers[1].image`');
    expect(markdown).toContain('`CreateContainer app · working_dir = "/app"`');
  });

  it('tells in full what is refused on the field itself', () => {
    expect(at(`${container}    imagePullPolicy: Some|times\n`)?.markdown).toMatch(
      /refuses this pod: .*Unsupported value/,
    );
  });

  it('says of an unknown field what it may have meant', () => {
    const { markdown } = at(`${container}    enviro|n: []\n`)!;
    expect(markdown).toContain('is not a field of Container');
    expect(at(`${container}    comand|: []\n`)?.markdown).toContain('Did you mean `command`?');
    expect(markdown).toMatch(/refuse/);
  });

  it('says where the text can not be read, before a field that only looks wrong', () => {
    expect(at(`${head}spec:\n\tcon|tainers: []\n`)?.markdown).toMatch(/cannot read this text.* line 5/);
  });

  it('starts a Helm template with values in place of its expressions, and shows these', () => {
    const chart = `apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ include "chart.fullname" . | quote }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: {{ .Chart.Name }}
        image: "{{ .Values.image }}:{{ .Values.tag }}"
        ports: [{containerPort: {{ .Values.port }}}]
        resources: {{ toYaml .Values.resources | nindent 12 }}
        wor@kingDir: /srv
`;
    const [text, offset] = [chart.replace('@', ''), chart.indexOf('@')];
    expect(hover(text, offset)?.markdown).toContain('`CreateContainer {{ .Chart.Name }} · working_dir = "/srv"`');
    expect(hover(text, text.indexOf('image:'))?.markdown).toContain(
      '`PullImage {{ .Values.image }}:{{ .Values.tag }}`',
    );
  });
});

describe('hover in a StatefulSet', () => {
  it('knows the volumes that its claim templates become', () => {
    const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: db
        image: postgres:16
        volumeMounts: [{name: data, mou|ntPath: /var/lib}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
    expect(at(set)?.markdown).not.toContain('refuses this pod');
    expect(at(set)?.markdown).toContain('mounts[/var/lib]');
  });
});

describe('hover on ephemeral containers', () => {
  it('tells the calls that kubectl debug brings about, and that no new pod may have them', () => {
    const fixture = `${container}  ephemeralContainers:\n  - name: debug\n    image: busy|box:1\n`;
    expect(at(fixture)?.markdown).toContain('`PullImage busybox:1`');
    expect(at(fixture.replace('|', '').replace('ephemeralC', 'ephemeral|C'))?.markdown).toContain('refuses a new pod');
  });
});

describe('what a hover tells', () => {
  const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      hostNetwork: true
      terminationGracePeriodSeconds: 10
      containers:
      - name: app
        image: registry.example/shop/web
        resources:
          limits: {cpu: 500m, memory: 256Mi}
          requests: {memory: 128Mi}
        readinessProbe:
          httpGet: {path: /healthz, port: 8080}
          initialDelaySeconds: 5
        securityContext: {runAsNonRoot: true}
        env:
        - name: COLOR
          valueFrom: {configMapKeyRef: {name: settings, key: COLOR}}
        volumeMounts: [{name: tls, mountPath: /tls}]
      volumes:
      - name: tls
        secret: {secretName: tls, defaultMode: 0400}
`;
  const on = (text: string, options: HoverOptions = {}): string =>
    hover(manifest, manifest.indexOf(text) + 1, options)?.markdown ?? '';

  it.each([
    ['image', /PullImage .* is made.*more.*⚠/s],
    ['cpu: 500m', /50,000 µs of each 100,000 µs.*CreateContainer app.* linux.resources.cpu_quota = 50000/s],
    ['memory: 128Mi', /134,217,728 bytes.*oom_score_adj.*QoS class Burstable/s],
    ['readinessProbe', /every 10 s from 5 s on.*No CRI call/s],
    ['initialDelaySeconds', /every 10 s from 5 s on/],
    ['configMapKeyRef', /envs\[COLOR\].*Assumed: ConfigMap settings with the key COLOR/s],
    ['hostNetwork', /namespace_options.network = "NODE".*ClusterFirstWithHostNet/s],
    ['defaultMode', /mode 0400/],
    ['runAsNonRoot', /runAsUser/],
    ['terminationGracePeriodSeconds', /StopContainer/],
    ['app: web}}\n    spec', /labels.app = "web"/],
    ['replicas', /controller/],
  ])('on %s is right and can be read at a glance', (text, wanted) => {
    const markdown = on(text);
    expect(markdown).toMatch(wanted);
    // 250 pixels of an editor, a link's line left out: what VS Code shows without a scroll bar.
    expect(markdown.replace(/\n\n/g, '\n').split('\n').length).toBeLessThanOrEqual(11);
    // The order is always the same: the field, the calls, who reads it, its absence, warnings.
    const order = ['\n- `', 'Read by', 'If omitted', '⚠']
      .map((part) => markdown.indexOf(part))
      .filter((place) => place >= 0);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('leaves out the parts that nobody wants, and folds what is more than so many lines', () => {
    expect(on('cpu: 500m', { parts: ['value', 'calls'] })).not.toMatch(/Read by|If omitted/);
    expect(on('cpu: 500m', { parts: [] })).toMatch(/^\*\*resources.limits.cpu\*\*[^\n]*$/);
    expect(on('hostNetwork', { maxLines: 2 })).toMatch(/… and \d more/);
  });

  it('leads on to the call that matters most, to the reference and to api.proto', () => {
    const { links } = hover(manifest, manifest.indexOf('cpu: 500m') + 1)!;
    expect(links.map(({ title }) => title)).toEqual([
      'Show in diagram',
      'Show request',
      'API reference',
      'api.proto: LinuxContainerResources.cpu_quota',
    ]);
    expect(links[0]).toMatchObject({ call: 'CreateContainer app', field: 'config.linux.resources.cpu_quota' });
  });
});
