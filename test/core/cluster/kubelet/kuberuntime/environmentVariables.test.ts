import { Base64 } from 'js-base64';
import { describe, expect, it } from 'vitest';
import type { Container } from '../../../../../src/core/api/types';
import type { KubeletContext } from '../../../../../src/core/cluster/kubelet/context/kubeletContext';
import { environmentVariables } from '../../../../../src/core/cluster/kubelet/kuberuntime/environmentVariables';
import { kubelet, podWith } from './context';

function variables(ctx: KubeletContext, container: Partial<Container>): Map<string, string> {
  const whole = { name: 'app', ...container };
  return environmentVariables(ctx, podWith({ containers: [whole] }), whole, ['10.0.0.7', 'fd00::7']);
}

describe('environmentVariables', () => {
  it('keeps the values of Secrets to itself, also inside other values', () => {
    const ctx = kubelet();
    const data = { PASSWORD: Base64.encode('hunter2') };
    ctx.store.put({ kind: 'Secret', metadata: { name: 'creds', namespace: 'shop' }, data } as never);
    const env = [
      { name: 'PASS', valueFrom: { secretKeyRef: { name: 'creds', key: 'PASSWORD' } } },
      { name: 'URL', value: 'db://me:$(PASS)@db' },
    ];
    const container = { env, envFrom: [{ secretRef: { name: 'creds' } }] };
    const masked = variables(ctx, container);
    expect([...masked.values()].join(' ')).not.toContain('hunter2');
    expect(masked.get('URL')).toBe('db://me:‹secret creds/PASSWORD›@db');
    expect(variables({ ...ctx, revealSecrets: true }, container).get('URL')).toBe('db://me:hunter2@db');
  });

  it('gives a pod with two addresses that of the node’s family first', () => {
    const env = [
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'IPS', valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } } },
    ];
    expect(variables(kubelet({ internalIP: 'fd00::1' }), { env }).get('IP')).toBe('fd00::7');
    expect(variables(kubelet(), { env }).get('IPS')).toBe('10.0.0.7,fd00::7');
  });

  it('skips names that a kubelet of 1.18 did not allow', () => {
    const container = { envFrom: [{ configMapRef: { name: 'cfg' } }] };
    for (const [version, expected] of [
      ['1.37', 'x'],
      ['1.18', undefined],
    ] as const) {
      const ctx = kubelet({}, version);
      ctx.store.put({ kind: 'ConfigMap', metadata: { name: 'cfg', namespace: 'shop' }, data: { '1st': 'x' } } as never);
      expect(variables(ctx, container).get('1st')).toBe(expected);
    }
  });
});
