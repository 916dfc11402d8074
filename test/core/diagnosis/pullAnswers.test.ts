import { expect, test } from 'vitest';
import { pullAnswer } from '../../../src/core/diagnosis/facts/pullAnswers';
import { withoutReferences } from '../../../src/core/diagnosis/facts/withoutReferences';

const containerd = (image: string, text: string): string =>
  `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${text}`;
const head = 'failed to do request: Head "https://registry.example/v2/web/manifests/1": ';

/** What registries and runtimes say, and which cause that is. The names of images are chosen to mislead. */
const told: readonly [name: string, image: string, text: string][] = [
  // The name of an image tells nothing.
  ['image-not-found', 'registry.example/web:429', containerd('registry.example/web:429', 'registry.example/web:429: not found')],
  ['image-not-found', 'team/signature-service:1', containerd('docker.io/team/signature-service:1', 'docker.io/team/signature-service:1: not found')],
  ['image-not-found', 'registry.example/denied/x509:1', containerd('registry.example/denied/x509:1', 'unexpected status from HEAD request to https://registry.example/v2/denied/x509/manifests/1: 404 Not Found')],
  ['image-not-found', 'proxyconnect:1', 'initializing source docker://proxyconnect:1: reading manifest 1 in docker.io/library/proxyconnect: manifest unknown'],
  ['image-not-found', 'quay.example/a/web:503', 'initializing source docker://quay.example/a/web:503: reading manifest 503 in quay.example/a/web: manifest unknown: manifest unknown'],
  ['image-not-found', '1.dkr.ecr.eu-west-1.example/rate-limit', "name unknown: The repository with name 'rate-limit' does not exist in the registry with id '1'"],
  ['image-registry-unreachable', 'registry.example/not-found:404', containerd('registry.example/not-found:404', `${head}dial tcp 10.0.0.1:443: i/o timeout`)],
  ['image-unauthorized', 'harbor.example/platform/policy:2', 'unauthorized: unauthorized to access repository: platform/policy, action: pull: unauthorized to access repository: platform/policy, action: pull'],
  // Limits.
  ['image-rate-limited', 'nginx', containerd('docker.io/library/nginx:latest', 'unexpected status from HEAD request to https://registry-1.docker.example/v2/library/nginx/manifests/latest: 429 Too Many Requests')],
  ['image-rate-limited', 'nginx', 'reading manifest latest in docker.io/library/nginx: toomanyrequests: You have reached your unauthenticated pull rate limit.'],
  ['image-rate-limited', 'public.example/x', 'toomanyrequests: Rate exceeded'],
  ['image-rate-limited', 'pkg.example/x', "Quota exceeded for quota metric 'Requests per project per region'"],
  // Who may have it.
  ['image-unauthorized', 'web', 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'],
  ['image-unauthorized', 'web', 'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.example/token?scope=x: 401 Unauthorized'],
  ['image-unauthorized', 'pkg.example/p/r/web', 'denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/eu/repositories/r" (or it may not exist)'],
  ['image-unauthorized', '1.dkr.ecr.example/web', 'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials'],
  ['image-credentials-expired', '1.dkr.ecr.example/web', 'denied: Your authorization token has expired. Reauthenticate and try again.'],
  ['image-registry-firewall', 'a.azurecr.example/web', "denied: client with IP '10.1.2.3' is not allowed access. Refer https://aka.example/acr/firewall to grant access."],
  // What lies between.
  ['image-proxy-unreachable', 'web', containerd('docker.io/library/web:1', `${head}proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused`)],
  ['image-proxy-unknown', 'web', containerd('docker.io/library/web:1', `${head}proxyconnect tcp: dial tcp: lookup proxy.corp on 10.0.0.2:53: no such host`)],
  ['image-proxy-unauthorized', 'web', containerd('docker.io/library/web:1', `${head}Proxy Authentication Required`)],
  ['runtime-unreachable', 'web', 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"'],
  ['image-registry-unknown', 'reg.nope/web', containerd('reg.nope/web', 'failed to do request: Head "https://reg.nope/v2/web/manifests/1": dial tcp: lookup reg.nope on 10.0.0.2:53: no such host')],
  ['image-registry-unreachable', 'web', containerd('docker.io/library/web:1', `${head}net/http: TLS handshake timeout`)],
  ['image-registry-unreachable', 'web', 'unexpected status from HEAD request to https://registry.example/v2/web/manifests/1: 503 Service Unavailable'],
  // Certificates.
  ['image-certificate-unknown', 'web', `${head}tls: failed to verify certificate: x509: certificate signed by unknown authority`],
  ['image-certificate-expired', 'web', `${head}tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-29T00:00:00Z is after 2026-01-01T00:00:00Z`],
  ['image-certificate-name', 'web', `${head}tls: failed to verify certificate: x509: certificate is valid for a.example, not registry.example`],
  ['image-certificate-name', '10.0.0.1:5000/web', `${head}x509: cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs`],
  ['image-certificate', 'web', `${head}remote error: tls: handshake failure`],
  ['image-registry-plain-http', '10.0.0.1:5000/web', 'http: server gave HTTP response to HTTPS client'],
  // The image itself, and the node.
  ['image-platform', 'web', 'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/web:1": no match for platform in manifest: not found'],
  ['image-platform', 'web', 'choosing an image from manifest list docker://web:1: no image found in image index for architecture "arm64", variant "v8", OS "linux"'],
  ['image-platform', 'web', 'no matching manifest for linux/arm64/v8 in the manifest list entries'],
  ['image-policy', 'harbor.example/a/web:1', `unexpected status from GET request to https://harbor.example/v2/a/web/manifests/1: 412 Precondition Failed`],
  ['image-policy', 'harbor.example/a/web:1', 'PROJECTPOLICYVIOLATION: current image with 86 vulnerabilities cannot be pulled due to configured policy'],
  ['image-signature', 'web', 'Source image rejected: A signature was required, but no signature exists'],
  ['image-signature', 'web', 'SignatureValidationFailed: image pull failed'],
  ['image-signature', 'web', 'Source image rejected: Running image docker://web:1 is rejected by policy.'],
  ['image-short-name', 'nginx', 'short name mode is enforcing, but image name nginx:latest returns ambiguous list'],
  ['image-short-name', 'nginx', 'short-name "nginx:latest" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"'],
  ['node-disk-full', 'web', 'failed to extract layer sha256:aa: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/x: no space left on device'],
  ['image-digest-mismatch', 'web', 'failed commit on ref "manifest-sha256:aa": unexpected commit digest sha256:bb, expected sha256:aa: failed precondition'],
  ['image-digest-mismatch', 'web', 'Digest did not match, expected sha256:aa, got sha256:bb'],
  ['image-form', 'oci.example/chart', 'unsupported media type application/vnd.cncf.helm.config.v1+json'],
  ['image-form', 'web', 'media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.1'],
  ['image-pull-slow', 'web', 'context deadline exceeded'],
  ['image-pull-cancelled', 'web', 'failed to copy: context canceled'],
]; // prettier-ignore

test.each(told)('%s: %s: %s', (name, image, text) => {
  expect(pullAnswer(withoutReferences(`ErrImagePull ${text}`, image))?.name).toBe(name);
});

test('what nobody knows has no answer', () => {
  expect(pullAnswer(withoutReferences('ErrImagePull the moon is full', 'web'))).toBeUndefined();
});
