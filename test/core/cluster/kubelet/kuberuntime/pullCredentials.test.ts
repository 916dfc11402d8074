import { Base64 } from 'js-base64';
import { describe, expect, it } from 'vitest';
import type { KubeletContext } from '../../../../../src/core/cluster/kubelet/context/kubeletContext';
import {
  missingPullSecrets,
  pullCredentials,
} from '../../../../../src/core/cluster/kubelet/kuberuntime/pullCredentials';
import { kubelet, podWith } from './context';

function withSecret(auths: Record<string, unknown>, revealSecrets = true): KubeletContext {
  const ctx = { ...kubelet(), revealSecrets };
  ctx.store.put({
    kind: 'Secret',
    metadata: { name: 'creds', namespace: 'shop' },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Base64.encode(JSON.stringify({ auths })) },
  } as never);
  return ctx;
}

const pod = podWith({ imagePullSecrets: [{ name: 'creds' }, { name: 'gone' }] });
const user = (username: string): { username: string; password: string } => ({ username, password: 'p' });

describe('pullCredentials', () => {
  it('tries the longest path first', () => {
    const ctx = withSecret({
      'r.example': user('host'),
      'https://r.example/shop': user('path'),
      'o.example': user('no'),
    });
    expect(pullCredentials(ctx, pod, 'r.example/shop/web:1').map(({ auth }) => auth.username)).toEqual([
      'path',
      'host',
    ]);
  });

  it('takes those of Docker Hub for a name without a registry', () => {
    const ctx = withSecret({ 'https://index.docker.io/v1/': { auth: Base64.encode('hub:pass:word') } });
    expect(pullCredentials(ctx, pod, 'nginx').map(({ auth }) => auth)).toEqual([
      { username: 'hub', password: 'pass:word' },
    ]);
    expect(pullCredentials(ctx, pod, 'r.example/nginx')).toEqual([]);
  });

  it('lets a star stand for one part of a host, but not for a port', () => {
    const ctx = withSecret({ '*.example': user('star') });
    expect(pullCredentials(ctx, pod, 'r.example/a')).toHaveLength(1);
    expect(pullCredentials(ctx, pod, 'a.r.example/a')).toEqual([]);
    expect(pullCredentials(ctx, pod, 'r.example:5000/a')).toEqual([]);
  });

  it('shows no user and no password unless asked to', () => {
    const ctx = withSecret({ 'r.example': user('robot') }, false);
    const mask = '‹secret creds/.dockerconfigjson›';
    expect(pullCredentials(ctx, pod, 'r.example/a').map(({ auth }) => auth)).toEqual([
      { username: mask, password: mask },
    ]);
  });

  it('names the Secrets that are missing', () => {
    expect(missingPullSecrets(withSecret({}), pod)).toEqual(['gone']);
  });
});
