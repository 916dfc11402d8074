import { expect, test } from 'vitest';
import { applied } from '../../../../src/core/explain/fixes/applied';
import { fixesAt } from '../../../../src/core/explain/fixes/fixesAt';
import { manifestHints } from '../../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { ExplainOptions } from '../../../../src/core/explain/difference/explainedPod';

/** The text after the first fix at the caret `‸`, with the fix's title in front. */
function mended(text: string, options: ExplainOptions = {}): string {
  const offset = text.indexOf('‸');
  const whole = text.replace('‸', '');
  const [fix] = fixesAt(parseManifest(whole), { start: offset, end: offset }, options);
  return fix ? `${fix.title}${fix.isCertain ? '' : ' (perhaps)'}\n${applied(whole, fix.edits)}` : '';
}

const head = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web } # its name\nspec:\n';

test('requests below a resources that is begun go there with their comments', () => {
  const text = `${head}  containers:
    # the only one
    - name: web
      image: nginx # pinned later
      resources: # of the node
      req‸uests: # asked for
        # a tenth
        cpu: 100m
        memory: 1Gi # all of it
      tty: true
`;
  expect(mended(text)).toBe(`Move requests to spec.containers[0].resources.requests
${head}  containers:
    # the only one
    - name: web
      image: nginx # pinned later
      resources: # of the node
        requests: # asked for
          # a tenth
          cpu: 100m
          memory: 1Gi # all of it
      tty: true
`);
});

test('the first entry of an item is moved, and the next takes its place behind the dash', () => {
  const text = `${head}  containers:
    - lim‸its: { cpu: 1 }
      name: web
      image: nginx
      resources:
        requests: { cpu: 1 } # as many
`;
  expect(mended(text)).toBe(`Move limits to spec.containers[0].resources.limits
${head}  containers:
    - name: web
      image: nginx
      resources:
        limits: { cpu: 1 }
        requests: { cpu: 1 } # as many
`);
});

test('what an alias shows is left alone', () => {
  const text = `${head}  containers:
    - &web { name: web, image: nginx, resources: { limits: &l { memory: 512m } } }
    - { name: other, image: nginx, resources: { limits: *‸l } }
`;
  expect(mended(text)).toBe('');
  // Both show it: the change would be another one than the title says.
  expect(mended(text.replace('‸', '').replace('512m', '51‸2m'))).toBe('');
});

test.each([
  ['extensions/v1beta1', 'Deployment', 'apps/v1'],
  ['apps/v1beta2', 'DaemonSet', 'apps/v1'],
  ['batch/v1beta1', 'CronJob', 'batch/v1'],
  ['v1', 'Deployment', 'apps/v1'],
  ['apps/v1', 'Pod', 'v1'],
  ['a/b/c', 'Job', 'batch/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
])('%s is no version of a %s', (version, kind, served) => {
  const rest = `kind: ${kind}\nmetadata:\n  name: web\n`;
  expect(mended(`apiVersion: ‸"${version}" # old\n${rest}`)).toBe(
    `Change apiVersion to ${served}\napiVersion: "${served}" # old\n${rest}`,
  );
});

test('a version that is not written is added, in the style of its object', () => {
  expect(mended('# a\nkind: Po‸d\nmetadata: { name: web }\nspec: {}\n')).toContain('# a\napiVersion: v1\nkind: Pod\n');
  const json = '{ \n "kind": "‸Job",\n "metadata": { "name": "x" } }';
  expect(mended(json)).toContain('"apiVersion": "batch/v1", "kind": "Job"');
});

test('a kind that is misspelt', () => {
  expect(mended('apiVersion: apps/v1\nkind: deploy‸ment\nmetadata: { name: a }\n')).toBe(
    'Change kind deployment to Deployment\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n',
  );
  expect(mended('apiVersion: example.com/v1\nkind: Deploy‸mnt\nmetadata: { name: a }\n')).toBe('');
});

test('the name and the key of a ConfigMap', () => {
  const map = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { loglevel: info }\n';
  const pod = (name: string, key: string): string =>
    `${head}  containers:\n    - name: web\n      image: nginx\n      env:\n        - name: A\n          valueFrom: { configMapKeyRef: { name: ${name}, key: ${key} } } # read\n`;
  expect(mended(pod("'setti‸gns'", 'loglevel') + map)).toBe(
    `Change ConfigMap settigns to settings\n${pod("'settings'", 'loglevel')}${map}`,
  );
  expect(mended(pod('settings', 'logle‸vle') + map)).toBe(
    `Change the key loglevle of ConfigMap settings to loglevel\n${pod('settings', 'loglevel')}${map}`,
  );
});

test.each([
  [
    '      containers:\n        - name: work\n          image: work\n        # helps\n        - name: pro‸xy\n          image: proxy # new\n      restartPolicy: Never\n',
    '      initContainers:\n        - restartPolicy: Always\n          name: proxy\n          image: proxy # new\n      containers:\n        - name: work\n          image: work\n        # helps\n      restartPolicy: Never\n',
  ],
  [
    '      restartPolicy: Never\n      initContainers:\n        - { name: first, image: a }\n      containers:\n      - { name: work, image: work }\n      - { name: pr‸oxy, image: proxy }\n',
    '',
  ],
  [
    '      { restartPolicy: Never, containers: [{ name: work, image: work }, { name: pro‸xy, image: proxy }] }\n',
    '      { restartPolicy: Never, initContainers: [{ name: proxy, image: proxy, restartPolicy: Always }], containers: [{ name: work, image: work }] }\n',
  ],
  [
    '      restartPolicy: Never\n      containers:\n        - name: pro‸xy\n          image: proxy\n        - name: work\n          image: work\n      initContainers:\n        - name: first\n          image: a',
    '      restartPolicy: Never\n      containers:\n        - name: work\n          image: work\n      initContainers:\n        - name: first\n          image: a\n        - restartPolicy: Always\n          name: proxy\n          image: proxy',
  ],
])('a container of a Job becomes a sidecar that ends with it: %#', (before, after) => {
  const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: load }\nspec:\n  template:\n    spec:\n';
  const title = 'Move proxy to initContainers with restartPolicy: Always (perhaps)\n';
  const found = mended(job + before);
  if (after === '') expect(found).toBe('');
  else expect(found).toBe(title + job + after);
  expect(mended(job + before, { kubernetes: '1.18' })).toBe('');
});

test('an item without its dash keeps its comments and its blank lines', () => {
  const text = `${head}  containers:
    # the only one
    name: ‸web # its name
    image: nginx

    # listens
    ports:
    - containerPort: 80
    args:
      - |
        a
          b
  restartPolicy: Never
`;
  expect(mended(text)).toBe(`Put a dash in front of the item of containers
${head}  containers:
    # the only one
    - name: web # its name
      image: nginx

      # listens
      ports:
      - containerPort: 80
      args:
        - |
          a
            b
  restartPolicy: Never
`);
  // Of a container's environment as a map nobody knows the items.
  expect(mended(`${head}  containers: [{ name: a, image: b, env: { LE‸VEL: info } }]\n`)).toBe('');
});

test('of megabytes both meanings are offered, and neither as certain', () => {
  const text = `${head}  containers: [{ name: a, image: b, resources: { limits: { memory: '512MB' } } }]\n`;
  const at = text.indexOf('512MB');
  const fixes = fixesAt(parseManifest(text), { start: at, end: at });
  expect(fixes.map(({ title, isCertain }) => [title, isCertain])).toEqual([
    ['Change 512MB to 512M', false],
    ['Change 512MB to 512Mi', false],
  ]);
});

test.each([
  ['sto‸re-fornt', 'app', 'Change the label app: store-fornt to app: store-front', 'app: store-front # ours'],
  [
    'store-front',
    'componnent‸',
    'Change the label componnent: store-front to component: store-front',
    'component: store-front # ours',
  ],
])('a selector that a letter keeps from its pods: %s by %s', (value, key, title, after) => {
  const label = key.startsWith('comp') ? 'component' : 'app';
  const pods = `${head.replace('name: web', `name: web, labels: { ${label}: store-front, tier: web }`)}  containers: [{ name: a, image: b }]\n`;
  const service = (selector: string): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: { name: store }\nspec:\n  ports: [{ port: 80 }]\n  selector:\n    ${selector}\n    tier: web\n`;
  expect(mended(pods + service(`${key}: ${value} # ours`))).toBe(`${title}\n${pods}${service(after)}`);
});

test('the values of a Secret stand in no title', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { pin: 4711, on: true }\n';
  const fixes = fixesAt(parseManifest(text), { start: 0, end: text.length });
  expect(JSON.stringify(fixes.map(({ title }) => title))).not.toMatch(/4711|true/);
});

test('a template has no fixes', () => {
  expect(mended(`${head}  containers: [{ name: {{ .Values.name }}, image: a, com‸mand: sleep }]\n`)).toBe('');
});

test('a pod that waits for a node is hinted at the field that keeps it from one', () => {
  const text = `${head}  nodeSelector: { disk: ssd }\n  containers: [{ name: a, image: b, resources: { requests: { cpu: 900 } } }]\n`;
  const hints = manifestHints(parseManifest(text), { assume: 'nothing' });
  expect(hints.map(({ code, range }) => [code, text.slice(range.start, range.end)])).toEqual([
    ['no-node-fits', '{ disk: ssd }'],
  ]);
});
