import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { manifestHints } from '../../../../src/core/explain/hints/manifestHints';
import { applied } from '../../../../src/core/explain/fixes/applied';
import { fixesAt } from '../../../../src/core/explain/fixes/fixesAt';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';

type Container = Record<string, unknown>;
const container = (more: Container): Container => ({ name: 'web', image: 'nginx:1.27', ...more });
const spec = (more: Container): Container => ({ containers: [container(more)] });

/** A mistake in the spec of a pod: the fix that mends it, and the spec afterwards. */
const mistakes: Readonly<Record<string, [code: string, title: string, wrong: Container, right: Container]>> = {
  'a thousandth of a byte': ['memory-in-millibytes', 'Change 512m to 512Mi', spec({ resources: { limits: { memory: '512m' } } }), spec({ resources: { limits: { memory: '512Mi' } } })],
  'a suffix in small letters': ['invalid-value', 'Change 1gi to 1Gi', spec({ resources: { requests: { memory: '1gi' } } }), spec({ resources: { requests: { memory: '1Gi' } } })],
  'megabytes in other letters': ['invalid-value', 'Change 512MB to 512M', spec({ resources: { requests: { memory: '512MB' } } }), spec({ resources: { requests: { memory: '512M' } } })],
  'a port without its dash': ['wrong-type', 'WRAP ports', spec({ ports: { name: 'web', containerPort: 80 } }), spec({ ports: [{ name: 'web', containerPort: 80 }] })],
  'a container without its dash': ['wrong-type', 'WRAP containers', { containers: container({ command: ['a'], args: ['b\nc\n'], ports: [{ containerPort: 80 }] }) }, spec({ command: ['a'], args: ['b\nc\n'], ports: [{ containerPort: 80 }] })],
  'a command that is no list': ['wrong-type', 'Change it to the list ["sleep", "60"]', spec({ command: 'sleep 60' }), spec({ command: ['sleep', '60'] })],
  'a capability that is no list': ['wrong-type', 'Change it to the list ["ALL"]', spec({ securityContext: { capabilities: { drop: 'ALL' } } }), spec({ securityContext: { capabilities: { drop: ['ALL'] } } })],
  'a script for a shell': ['wrong-type', 'Change it to the list ["sh", "-c", "echo hi && sleep 60"]', spec({ command: 'echo hi && sleep 60' }), spec({ command: ['sh', '-c', 'echo hi && sleep 60'] })],
  'a number in the environment': ['wrong-type', 'Put the number of value in quotes', spec({ env: [{ name: 'A', value: 8080 }] }), spec({ env: [{ name: 'A', value: '8080' }] })],
  'a boolean in the environment': ['wrong-type', 'Put the value of value in quotes', spec({ env: [{ name: 'A', value: true }] }), spec({ env: [{ name: 'A', value: 'true' }] })],
  'a number in quotes': ['wrong-type', 'Write the value without quotes', spec({ ports: [{ containerPort: '80' }] }), spec({ ports: [{ containerPort: 80 }] })],
  'a field in other letters': ['unknown-field', 'Change imagepullpolicy to imagePullPolicy', spec({ imagepullpolicy: 'Always' }), spec({ imagePullPolicy: 'Always' })],
  'a misspelt field': ['unknown-field', 'Change livenesProbe to livenessProbe', spec({ livenesProbe: { tcpSocket: { port: 80 } } }), spec({ livenessProbe: { tcpSocket: { port: 80 } } })],
  'requests beside no resources': ['unknown-field', 'Move requests to REQUESTS', spec({ requests: { cpu: '1' } }), spec({ resources: { requests: { cpu: '1' } } })],
  'requests beside resources': ['unknown-field', 'Move requests to REQUESTS', spec({ resources: { limits: { cpu: '1' } }, requests: { cpu: '1' } }), spec({ resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } })],
  'a field of the pod in a container': ['unknown-field', 'Move hostNetwork to POD', spec({ hostNetwork: true }), { hostNetwork: true, ...spec({}) }],
  'a port that has another name': ['port-unknown', 'Change the port htpp to http', spec({ ports: [{ name: 'http', containerPort: 80 }], readinessProbe: { httpGet: { port: 'htpp' } } }), spec({ ports: [{ name: 'http', containerPort: 80 }], readinessProbe: { httpGet: { port: 'http' } } })],
  'a port that has no name': ['port-unknown', 'Change the port web to 80', spec({ ports: [{ containerPort: 80 }], livenessProbe: { tcpSocket: { port: 'web' } } }), spec({ ports: [{ containerPort: 80 }], livenessProbe: { tcpSocket: { port: 80 } } })],
}; // prettier-ignore

const pod = (of: Container): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: of });
const deployment = (of: Container): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: of } },
});
const list = (of: Container): object => ({ apiVersion: 'v1', kind: 'List', items: [pod({ ...spec({}) }), pod(of)] });
const flow = (value: unknown): string => stringify(value, { collectionStyle: 'flow' });

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

const forms: Readonly<Record<string, (of: Container) => string>> = {
  'in a block': (of) => stringify(pod(of)),
  'in a block without an end': (of) => stringify(pod(of)).trimEnd(),
  'in braces': (of) => flow(pod(of)),
  'in JSON on many lines': (of) => JSON.stringify(pod(of), null, 2),
  'in quotes': (of) => stringify(pod(of), { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  'in a List': (of) => stringify(list(of)),
  'in a template': (of) => stringify(deployment(of)),
  'in the template of a second document': (of) =>
    `# first\n${stringify(pod(spec({})))}---\n${stringify(deployment(of))}`,
  'with lists at the indentation of their key': (of) => stringify(deployment(of), { indentSeq: false }),
  'with CRLF': (of) => stringify(deployment(of)).replaceAll('\n', '\r\n'),
};

describe.each(Object.entries(mistakes))('%s', (_name, [code, title, wrong, right]) => {
  test.each(Object.entries(forms))('is mended %s', (_form, written) => {
    const text = written(wrong);
    const manifest = parseManifest(text);
    expect(manifestHints(manifest).map((hint) => hint.code)).toContain(code);
    const fixes = fixesAt(manifest, { start: 0, end: text.length });
    const fix = fixes.find((one) => one.code === code);
    const place = fix?.title
      .replace(/to spec\S+resources\.requests$/, 'to REQUESTS')
      .replace(/to spec\S+hostNetwork$/, 'to POD')
      .replace(/^Put (?:a dash in front of )?the item of (\w+)(?: in brackets)?$/, 'WRAP $1');
    expect(place).toBe(title);
    const mended = applied(text, fix?.edits ?? []);
    const after = parseManifest(mended);
    expect(after.objects.map(({ value }) => value)).toEqual(
      parseManifest(written(right)).objects.map(({ value }) => value),
    );
    expect(after.problems).toEqual([]);
    expect(manifestHints(after).map((hint) => hint.code)).not.toContain(code);
    if (text.includes('\r\n')) expect(mended.replaceAll('\r\n', '')).not.toContain('\n');
    if (text.startsWith('{') && text.includes('\n')) expect(isJson(mended)).toBe(isJson(text));
    // The hint and the fix are about the same place.
    const hints = manifestHints(manifest).filter((hint) => hint.code === code);
    expect(hints.some(({ range }) => range.start === fix?.at.start && range.end === fix.at.end)).toBe(true);
  });
});
