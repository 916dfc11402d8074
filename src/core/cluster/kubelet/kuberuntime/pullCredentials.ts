import { Base64 } from 'js-base64';
import { base64Error } from '../../../api/base64Error';
import type { Pod, Secret } from '../../../api/types';
import type { AuthConfig } from '../../../cri/types';
import { message } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { globMatches } from './globMatches';
import { parseImageName } from './imageReference';
import { maskedSecret } from '../../../secretStandIn';
import { secretText } from './secretData';
import { isMap } from '../../../isMap';
import { valueAt } from '../../../path';

/** A login as the kubelet remembers it: whose it is, and what it says. */
export interface SecretLogin {
  uid: string;
  namespace: string;
  name: string;
  /** Equal where user and password are. */
  hash: string;
}

/** A login for a registry, and the Secret that it comes from. */
export interface PullCredential {
  auth: AuthConfig;
  login: SecretLogin;
}

interface Entry extends PullCredential {
  /** Host and path, without a scheme. */
  key: string;
}

const defaultRegistry = 'index.docker.io';

/** The names of the pod's imagePullSecrets that there are not; the kubelet warns of them. */
export function missingPullSecrets({ store }: KubeletContext, pod: Pod): string[] {
  return (pod.spec?.imagePullSecrets ?? [])
    .map(({ name = '' }) => name)
    .filter((name) => name && !store.get('Secret', pod.metadata?.namespace ?? '', name));
}

/**
 * The credentials with which an image is pulled, in the order in which they are tried: those of the pod's
 * imagePullSecrets whose registry, and path, is the image's. Without any it is pulled without.
 * pkg/credentialprovider/keyring.go and secrets/secrets.go, 1.37.
 * @throws Error in the kubelet's words where a Secret can not be read
 */
export function pullCredentials(ctx: KubeletContext, pod: Pod, image: string): PullCredential[] {
  const { repository } = parseImageName(image);
  const entries = (pod.spec?.imagePullSecrets ?? []).flatMap(({ name = '' }) => {
    const secret = name ? ctx.store.get<Secret>('Secret', pod.metadata?.namespace ?? '', name) : undefined;
    return secret ? entriesOf(ctx, secret) : [];
  });
  // Longer paths come first: the index is sorted backwards. Entries of one key keep the Secrets' order.
  const sorted = entries.sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0));
  const matching = sorted.filter(({ key }) => matches(key, repository));
  if (matching.length > 0 || !isDefaultRegistry(repository)) return matching;
  return sorted.filter(({ key }) => key === defaultRegistry);
}

function entriesOf(ctx: KubeletContext, secret: Secret): Entry[] {
  const json = secret.type === 'kubernetes.io/dockerconfigjson';
  const dataKey = json ? '.dockerconfigjson' : '.dockercfg';
  if (!json && secret.type !== 'kubernetes.io/dockercfg') return [];
  let config: unknown;
  try {
    config = JSON.parse(secretText(secret, dataKey));
  } catch {
    return [];
  }
  const auths = json ? valueAt(config, ['auths']) : config;
  if (typeof auths !== 'object' || auths === null) return [];
  return Object.entries(auths).map(([registry, login]) => ({
    key: registryKey(registry),
    ...credentialOf(ctx, secret, dataKey, isMap(login) ? login : {}),
  }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** User and password, as such or from the `auth` that holds both in base64. */
function credentialOf(
  { revealSecrets }: KubeletContext,
  secret: Secret,
  dataKey: string,
  written: Record<string, unknown>,
): PullCredential {
  let [username, password] = [textOf(written['username']), textOf(written['password'])];
  const auth = textOf(written['auth']);
  if (auth) {
    const wrong = base64Error(auth, auth.trim().endsWith('='));
    if (wrong) throw new Error(wrong);
    const both = Base64.decode(auth);
    const colon = both.indexOf(':');
    if (colon < 0) throw new Error('unable to parse auth field, must be formatted as base64(username:password)');
    [username, password] = [both.slice(0, colon), both.slice(colon + 1)];
  }
  const { uid = '', namespace = '', name = '' } = secret.metadata ?? {};
  const login = { uid, namespace, name, hash: JSON.stringify([username, password]) };
  if (!revealSecrets) {
    const mask = maskedSecret(name, dataKey);
    [username, password] = [username && mask, password && mask];
  }
  return { auth: message<AuthConfig>({ username, password }), login };
}

/** The registry without scheme, and without the `/v1/` or `/v2/` of its API. */
function registryKey(registry: string): string {
  const schemeless = registry.replace(/^https?:\/\//, '').replace(/[?#].*/s, '');
  const slash = schemeless.indexOf('/');
  if (slash < 0) return schemeless;
  const path = schemeless.slice(slash).replace(/^\/v[12](?=\/)/, '');
  return schemeless.slice(0, slash) + (path === '/' ? '' : path);
}

/** Whether the credentials' key is the image's registry, part by part with `*`, and the start of its path. */
function matches(key: string, repository: string): boolean {
  const [keyHost, keyPath] = splitHost(key);
  const [host, path] = splitHost(repository);
  const [keyName, keyPort] = splitPort(keyHost);
  const [name, port] = splitPort(host);
  const keyParts = keyName.split('.');
  const parts = name.split('.');
  return (
    keyPort === port &&
    keyParts.length === parts.length &&
    path.startsWith(keyPath) &&
    keyParts.every((part, i) => globMatches(part, parts[i] ?? ''))
  );
}

function splitHost(url: string): [host: string, path: string] {
  const slash = url.indexOf('/');
  return slash < 0 ? [url, ''] : [url.slice(0, slash), url.slice(slash)];
}

function splitPort(host: string): [name: string, port: string] {
  const match = /^([^]*):(\d*)$/.exec(host);
  return match ? [match[1] ?? '', match[2] ?? ''] : [host, ''];
}

/** Whether the image comes from Docker Hub. */
function isDefaultRegistry(repository: string): boolean {
  const first = repository.split('/')[0] ?? '';
  if (!repository.includes('/') || first === 'docker.io' || first === defaultRegistry) return first !== '';
  return !/[.:]/.test(first);
}
