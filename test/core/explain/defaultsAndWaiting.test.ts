import { describe, expect, it } from 'vitest';
import { hover } from '../../../src/core/explain/hover/hover';
import type { HoverOptions } from '../../../src/core/explain/hover/hoverOptions';

const pod = (specLine: string): string => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  ${specLine}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
  hostIPC: false
  containers:
  - name: app
    image: nginx:1
    env: [{name: COLOR, value: blue}]
    resources: {limits: {memory: 128Mi}, requests: {cpu: "900"}}
    volumeMounts: [{name: data, mountPath: /data, readOnly: false}]
    readinessProbe: {tcpSocket: {port: 80}}
  volumes: [{name: data, persistentVolumeClaim: {claimName: mine}}]
`;

function on(text: string, manifest: string, options: HoverOptions = {}): string {
  return hover(manifest, manifest.indexOf(text) + 1, options)?.markdown ?? '';
}

describe('a default that somebody writes', () => {
  it.each([
    ['dnsPolicy', /Same as the default\.\n.*dns_config\.servers\[0\] = "10\.96\.0\.10"/s],
    ['readOnly', /Same as the default: `CreateContainer app · mounts\[\/data\]\.readonly` is not sent/],
    ['restartPolicy', /Same as the default\./],
    ['hostIPC', /Same as the default\..*namespace_options\.ipc = "POD"|Same as the default: .*ipc/s],
  ])('%s says so, and what it decides', (field, wanted) => {
    const markdown = on(field, pod('hostname: web'));
    expect(markdown).toMatch(wanted);
    expect(markdown).not.toContain('No CRI call');
  });

  it('is not said of another value, nor of a field without a default', () => {
    expect(on('dnsPolicy', pod('hostname: web').replace('ClusterFirst', 'Default'))).not.toContain('Same as');
    expect(on('readinessProbe', pod('hostname: web'))).toContain('No CRI call depends on it.');
  });
});

describe('a pod that no node takes', () => {
  it.each<[string, string, HoverOptions]>([
    ['a scheduling gate', 'schedulingGates: [{name: example.com/wait}]', {}],
    ['a scheduler that is not there', 'schedulerName: mine', { assume: 'nothing' }],
    ['a missing claim and a node that is too small', 'hostname: web', { assume: 'nothing' }],
    ['a label that no node has', 'nodeSelector: {disk: ssd}', { assume: 'nothing' }],
    ['a node that is not there', 'nodeName: none', { assume: 'nothing' }],
  ])('still tells what its fields become: %s', (_why, line, options) => {
    const manifest = pod(line);
    const env = on('blue', manifest, options);
    expect(env).toMatch(/No node takes this pod: .*envs\[COLOR\] = "blue"/s);
    expect(on('memory: 128Mi', manifest, options)).toContain('memory_limit_in_bytes = 134217728');
    expect(on('mountPath', manifest, options)).toContain('container_path: "/data"');
  });

  it('says of the field that keeps it that it does', () => {
    const markdown = on('schedulingGates', pod('schedulingGates: [{name: example.com/wait}]'));
    expect(markdown).toContain('With it the pod does not start');
    expect(markdown).not.toContain('No node takes this pod');
  });
});
