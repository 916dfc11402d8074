import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { strictValidation } from '../../../src/core/scenario/fieldValidation';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { KubernetesVersion } from '../../../src/core/release/kubernetesRelease';
import { differingRows } from '../../../src/core/release/mixedRelease';
import { releaseOf } from '../../../src/core/release/kubernetesRelease';
import { upgradeMarkdown } from '../../../src/core/upgrade/upgradeMarkdown';
import { upgradeReport, type UpgradeReport } from '../../../src/core/upgrade/upgradeReport';
import { upgradeText } from '../../../src/core/upgrade/upgradeText';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';

const samples = new URL('../../../samples/', import.meta.url);

function reportOf(
  yaml: string,
  from: KubernetesVersion,
  to: KubernetesVersion,
  circumstances: Circumstances = {},
): UpgradeReport {
  const objects = parseManifest(yaml).objects.map(({ value }) => value);
  const steps = upgradeReport({ from, to, objects, circumstances });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

const pod = (spec: string, name = 'web'): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: ${spec}
`;
const usual = '{containers: [{name: app, image: nginx}]}';

/** The rows of each change, by what it is about. */
function rowsBy({ groups }: UpgradeReport): Record<string, readonly string[]> {
  return Object.fromEntries(
    groups.flatMap(({ rows, changes }) => changes.map(({ kind, what }) => [`${kind} ${what}`, rows])),
  );
}

describe('what an upgrade changes', () => {
  test('the events of a start, by the row that words them, and nothing that is chance', () => {
    const report = reportOf(pod(usual), '1.34', '1.35');
    const events = report.groups.find(({ changes }) => changes.some(({ kind }) => kind === 'event'));
    expect(events).toMatchObject({
      rows: ['behaviours.startedEvents'],
      changes: [
        { what: 'Created, container app', before: 'Created container: app', after: 'Container created' },
        { what: 'Started, container app', before: 'Started container app', after: 'Container started' },
      ],
    });
    expect(JSON.stringify(report)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|"[^"]*(?:uid|resourceVersion|startTime)/);
  });

  const quota = `apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "0"}}
---
`;
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {hostnameOverride: other, containers: [{name: app, image: nginx}]}
`;

  test('the names of pods that are refused, and of their ReplicaSet, are chance', () => {
    const report = reportOf(quota + deployment, '1.33', '1.37', { without: [strictValidation] });
    expect(Object.keys(rowsBy(report)).filter((what) => what.startsWith('event '))).toEqual([]);
  });

  test('what the hash of a template stands in has the causes of the field, not those of the hash', () => {
    const constraint = '{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}, matchLabelKeys: [pod-template-hash]}'; // prettier-ignore
    const spread = deployment.replace('hostnameOverride: other', `topologySpreadConstraints: [${constraint}]`);
    const rows = rowsBy(reportOf(spread, '1.33', '1.34'));
    const values = Object.keys(rows).filter((what) => what.includes('.values['));
    expect(values.map((what) => rows[what])).toEqual([['gates.MatchLabelKeysInPodTopologySpreadSelectorMerge']]);
  });

  test('the condition of the sandbox comes earlier, which the sandbox does not', () => {
    const report = reportOf(pod(usual), '1.35', '1.36');
    expect(rowsBy(report)['time PodReadyToStartContainers']).toEqual(['behaviours.tellsSandboxAtOnce']);
    expect(upgradeText(report)).toContain('the condition PodReadyToStartContainers is true after ');
  });

  test('memory that is not reserved is told as that', () => {
    const text = upgradeText(reportOf(pod(usual), '1.36', '1.37')).replaceAll(/\s+/g, ' ');
    expect(text).toContain("memory.low for cgroups v2, both 0, which is the kernel's own default");
  });

  test('what only two rows make together is theirs', () => {
    const withName = pod('{hostnameOverride: other, containers: [{name: app, image: nginx}]}');
    const rows = rowsBy(reportOf(withName, '1.33', '1.35', { without: [strictValidation] }));
    const both = ['gates.HostnameOverride', 'youngFields.PodSpec.hostnameOverride'];
    expect(rows['stored spec.hostnameOverride']).toEqual(both);
    expect(rows['field RunPodSandbox config.hostname']).toEqual(both);
  });

  test('a field that an older API server does not know is refused, and nothing else is told of that pod', () => {
    const withName = pod('{hostnameOverride: other, containers: [{name: app, image: nginx}]}');
    const back = reportOf(withName, '1.35', '1.33');
    expect(back.groups.map(({ rows }) => rows)).toEqual([['youngFields.PodSpec.hostnameOverride']]);
    expect(upgradeText(back)).toContain('1.33 refuses it: `Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.hostnameOverride"`'); // prettier-ignore
    expect(upgradeText(reportOf(withName, '1.33', '1.35'))).toContain('1.35 accepts it; 1.33 refuses it: ');
  });

  test('a field that is accepted and dropped is named with its gate, and the gate with the field where it is kept', () => {
    const withName = pod('{hostnameOverride: other, containers: [{name: app, image: nginx}]}');
    expect(upgradeText(reportOf(withName, '1.33', '1.34'))).toContain(
      '1.34 accepts it, but without hostnameOverride (HostnameOverride is off until 1.35); 1.33 refuses it',
    );
    expect(upgradeText(reportOf(withName, '1.33', '1.35'))).toContain(
      'API servers keep by default since 1.35 (feature gate HostnameOverride)',
    );
  });

  test('a kind whose version is gone is refused, also of an object that makes no pods, with since when and what to write', () => {
    const schema = `apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
kind: FlowSchema
metadata: {name: health}
spec: {priorityLevelConfiguration: {name: exempt}}
`;
    const report = reportOf(schema, '1.31', '1.37');
    expect(report).toMatchObject({ starts: 0, groups: [{ rows: ['version'], changes: [{ kind: 'refused' }, {}] }] });
    const text = upgradeText(report);
    expect(text).toContain('FlowSchema health');
    expect(text).toContain('1.37 refuses it: `no matches for kind "FlowSchema" in version "flowcontrol.apiserver.k8s.io/v1beta3"`, which is gone since Kubernetes 1.32: write `apiVersion: flowcontrol.apiserver.k8s.io/v1`'); // prettier-ignore
  });

  test('pods that differ in names alone have each change once, with all that have it', () => {
    const report = reportOf([pod(usual, 'one'), pod(usual, 'two'), pod(usual, 'three')].join('---\n'), '1.34', '1.35');
    expect(report.starts).toBe(3);
    for (const { changes } of report.groups)
      for (const { objects } of changes) expect(objects).toEqual(['Pod one', 'Pod two', 'Pod three']);
  });

  test('what is refused in both releases is told by itself, with the reason, and is no start in which nothing changes', () => {
    const report = reportOf(pod('{containers: []}'), '1.34', '1.36');
    expect(report).toMatchObject({ starts: 1, unchanged: 0, refusedByBoth: 1, groups: [] });
    expect(report.refused).toEqual([
      { object: 'Pod web', message: 'Pod "web" is invalid: spec.containers: Required value' },
    ]);
    expect(upgradeText(report)).toBe(
      'From Kubernetes 1.34 to 1.36 the start is refused by both.\n\nRefused by both\n\n' +
        '  Pod web: `Pod "web" is invalid: spec.containers: Required value`\n',
    );
  });

  test('what both do not serve has what to write, in each kind of output', () => {
    const old = 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: c}\nspec: {}\n';
    const report = reportOf(old, '1.33', '1.37');
    expect(report.refused).toMatchObject([{ object: 'CronJob c', instead: expect.stringContaining('apiVersion: batch/v1') as string }]); // prettier-ignore
    expect(upgradeText(report)).toContain('gone since Kubernetes 1.25: write `apiVersion: batch/v1`');
  });

  test('each container that has a change is named, and only in the objects that have it', () => {
    const two = pod('{containers: [{name: app, image: nginx}, {name: side, image: nginx}]}', 'two');
    const report = reportOf([pod(usual, 'one'), two].join('---\n'), '1.34', '1.35');
    const events = report.groups.find(({ rows }) => rows.join() === 'behaviours.startedEvents');
    expect(events?.changes.map(({ what, objects }) => [what, objects])).toEqual([
      ['Created, container app', ['Pod one', 'Pod two']],
      ['Started, container app', ['Pod one', 'Pod two']],
      ['Created, container side', ['Pod two']],
      ['Started, container side', ['Pod two']],
    ]);
    expect(upgradeText(reportOf(two, '1.34', '1.35'))).toContain('; likewise `Created, container side`');
  });

  test('a change has the rule that makes it alone, not those without which the pod is another one', () => {
    const claim = pod('{resourceClaims: [{name: gpu, resourceClaimTemplateName: gpu}], containers: [{name: app, image: nginx}]}'); // prettier-ignore
    const rows = rowsBy(reportOf(claim, '1.33', '1.37'));
    expect(rows['event Created, container app']).toEqual(['behaviours.startedEvents']);
    expect(rows['status status.observedGeneration']).toEqual(['gates.PodObservedGenerationTracking']);
  });

  test('a change has a level: refused, run differently, or only other words', () => {
    const withName = pod('{hostnameOverride: other, containers: [{name: app, image: nginx}]}');
    expect(reportOf(withName, '1.35', '1.33').changed).toEqual({ refused: 1, different: 0, words: 0 });
    expect(reportOf(withName, '1.33', '1.35').changed).toEqual({ refused: 0, different: 1, words: 0 });
    const words = reportOf(pod(usual), '1.34', '1.35');
    expect(words.changed).toEqual({ refused: 0, different: 0, words: 1 });
    expect(upgradeText(words)).toMatch(
      /^From .* only the wording changes in the start\.\n\nOnly the wording changes\n/,
    );
  });

  test('text of a manifest begins no line of a report, and is no Markdown', () => {
    const hostile = pod('{containers: [{name: app, image: "a](b)\\n# c"}], hostnameOverride: "x\\n# y"}', '"z\\n# w"');
    const report = reportOf(hostile, '1.33', '1.37');
    expect(upgradeText(report)).not.toMatch(/^\s*#/m);
    const document = upgradeMarkdown(report, '[t](u)\n# v');
    expect(document).not.toMatch(/^#+ [cwvy]$/m);
    // What is code is no link.
    expect(document.replace(/`[^`]*`/g, '')).not.toContain('](');
  });
});

const pairs = [
  ['1.32', '1.37'],
  ['1.33', '1.34'],
  ['1.35', '1.36'],
  ['1.37', '1.29'],
] as const satisfies readonly (readonly [KubernetesVersion, KubernetesVersion])[];

describe.each(pairs)('from %s to %s', (from, to) => {
  const files = readdirSync(samples).filter((file) => file.endsWith('.yaml'));
  test.each(files)('every change of %s is made by rows in which the two differ', (file) => {
    const rows = differingRows(releaseOf(from), releaseOf(to));
    const report = reportOf(readFileSync(new URL(file, samples), 'utf8'), from, to);
    for (const group of report.groups) {
      expect(group.rows, JSON.stringify(group.changes)).not.toEqual([]);
      for (const row of group.rows) expect(rows).toContain(row);
    }
  });
});
