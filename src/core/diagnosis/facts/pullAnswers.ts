import type { CauseName } from './causeTable';
/** What a text of a registry or a runtime means for a pull. */
export interface PullAnswer {
  /** What the cause is called, whatever its words. */
  name: CauseName;
  why: string;
  next: string;
}

/** The names of answers that credentials may help against. */
export const unauthorized = 'image-unauthorized';

/**
 * What registries (Docker Hub, ECR, Artifact Registry, ACR, GHCR, Quay, Harbor) and runtimes (containerd 1.6 to 2.x, CRI-O,
 * cri-dockerd) answer to a pull, the most telling text first.
 */
const answers: readonly [RegExp, PullAnswer][] = [
  [
    /dial unix|unix:\/\/\/|\.sock\b|Cannot connect to the Docker daemon/i,
    {
      name: 'runtime-unreachable',
      why: "the kubelet cannot reach the node's container runtime at its socket",
      next: 'check that the runtime (containerd, CRI-O) runs on the node, and restart it',
    },
  ],
  [
    /Proxy Authentication Required|\b407\b/i,
    {
      name: 'image-proxy-unauthorized',
      why: 'the proxy between the node and the registry requires a login (407 Proxy Authentication Required)',
      next: "put the proxy's user and password into HTTPS_PROXY of the node's runtime, or the registry into its NO_PROXY",
    },
  ],
  [
    /proxyconnect tcp: dial tcp: lookup/i,
    {
      name: 'image-proxy-unknown',
      why: 'the name of the proxy that the node uses for the registry cannot be resolved (proxyconnect, DNS)',
      next: "correct HTTPS_PROXY of the node's runtime, or put the registry into its NO_PROXY",
    },
  ],
  [
    /proxyconnect/i,
    {
      name: 'image-proxy-unreachable',
      why: 'the proxy that the node uses for the registry refuses the connection or does not answer (proxyconnect)',
      next: "check that the proxy runs, correct HTTPS_PROXY of the node's runtime, or put the registry into its NO_PROXY",
    },
  ],
  [
    /short[- ]name|ambiguous list|unqualified-search/i,
    {
      name: 'image-short-name',
      why: "its short name does not say which registry is meant (ambiguous, by the runtime's short-name mode)",
      next: 'write the image with its registry, such as docker.io/library/nginx, or give the name an alias on the node',
    },
  ],
  [
    /no space left|disk quota exceeded/i,
    {
      name: 'node-disk-full',
      why: "the node's disk is full (no space left)",
      next: "free space on the node's image file system: remove images that nothing uses, or enlarge the disk",
    },
  ],
  [
    /no match for platform|no matching manifest|no image found in (?:image index|manifest list)|does not match the specified platform|cannot be used on this platform|operating system is not supported|match the host operating system|for architecture/i,
    {
      name: 'image-platform',
      why: "it has no variant for the node's platform (architecture or operating system)",
      next: 'build the image for that platform, or let the pod run on nodes of another (nodeSelector kubernetes.io/arch)',
    },
  ],
  [
    /commit digest|digests? (?:did|does|do) not match|digest mismatch|not match (?:the )?digest|invalid checksum|size validation|layer verification failed|checksum/i,
    {
      name: 'image-digest-mismatch',
      why: 'what the registry sends does not match its digest',
      next: 'push the image again, or clear the mirror or proxy that still has the old one',
    },
  ],
  [
    /projectpolicyviolation|vulnerabilit|\b412\b|precondition failed/i,
    {
      name: 'image-policy',
      why: "the registry's policy does not let it be pulled (412 Precondition Failed: vulnerabilities, or a missing scan or signature)",
      next: 'fix what the policy complains about (rebuild, scan or sign the image), or get an exception in the registry',
    },
  ],
  [
    /SignatureValidation|signature|rejected by policy|not signed/i,
    {
      name: 'image-signature',
      why: "its signature is missing or does not satisfy the node's policy (signature validation)",
      next: "sign the image, or change the node's policy (policy.json)",
    },
  ],
  [
    /\b429\b|too ?many ?requests|rate limit|rate exceeded|(?:quota|data limit) exceeded|ResourceExhausted/i,
    {
      name: 'image-rate-limited',
      why: 'the registry limits how many requests it accepts (429, rate limit)',
      next: 'wait, pull with credentials (imagePullSecrets), or use a mirror of your own',
    },
  ],
  [
    /pull QPS exceeded/,
    {
      name: 'image-kubelet-limit',
      why: "the kubelet's own pull limit is reached (registryPullQPS)",
      next: 'wait: the kubelet tries again',
    },
  ],
  [
    /HTTP response to HTTPS client|does not look like a TLS handshake/i,
    {
      name: 'image-registry-plain-http',
      why: 'the registry speaks plain HTTP where the runtime expects HTTPS',
      next: "give the registry a certificate, or configure it as insecure in the node's runtime",
    },
  ],
  [
    /certificate has expired|not yet valid|certificate is not valid/i,
    {
      name: 'image-certificate-expired',
      why: 'the certificate of the registry has expired or is not valid yet (TLS)',
      next: "renew the registry's certificate, and see that the node's clock is right",
    },
  ],
  [
    /certificate is valid for|not valid for any names|any IP SANs|legacy Common Name|certificate name does not match/i,
    {
      name: 'image-certificate-name',
      why: 'the certificate of the registry is for another name than the one that the node uses (TLS)',
      next: 'use a name of the registry that its certificate has, or give it a certificate with this name (subjectAltName)',
    },
  ],
  [
    /unknown authority|self-signed|self signed/i,
    {
      name: 'image-certificate-unknown',
      why: 'the certificate of the registry is not trusted: the node does not know the authority that signed it (TLS, unknown authority)',
      next: "give the node's runtime the CA of the registry (certs.d), or the registry a certificate of a known CA",
    },
  ],
  [
    /x509|tls: /i,
    {
      name: 'image-certificate',
      why: 'the certificate of the registry is not trusted (TLS)',
      next: "give the node's runtime the CA of the registry, or correct the registry's certificate",
    },
  ],
  [
    /no such host|server misbehaving|lookup \S+ on|Temporary failure in name resolution/i,
    {
      name: 'image-registry-unknown',
      why: 'the name of the registry cannot be resolved (DNS)',
      next: "correct the registry's name, or the node's DNS",
    },
  ],
  [
    /is not allowed access/i,
    {
      name: 'image-registry-firewall',
      why: "the registry's firewall does not let the node's address in (denied)",
      next: "let the node's address or network pass in the registry's network rules",
    },
  ],
  [
    /\b500 Internal Server Error\b|HTTP status: 500\b|\b501 Not Implemented\b/i,
    {
      name: 'image-registry-fails',
      why: 'the registry answers with an internal error (500)',
      next: 'check the log and the storage of the registry, or of the mirror or proxy in front of it; the kubelet tries again',
    },
  ],
  [
    /i\/o timeout|dial tcp|connection (?:refused|reset|timed out)|no route to host|network is unreachable|Client\.Timeout|TLS handshake timeout|request canceled while waiting|\bEOF\b|RegistryUnavailable|code = Unavailable|\b50[0234]\b|: 5\d\d\b/i,
    {
      name: 'image-registry-unreachable',
      why: 'the registry cannot be reached (network)',
      next: 'check that the node reaches the registry: firewall, proxy, mirror, or the registry itself',
    },
  ],
  [
    /was deleted or has expired/i,
    {
      name: 'image-not-found',
      why: 'the registry no longer has it: its tag was deleted or has expired (not found)',
      next: 'push the tag again, or name one that exists',
    },
  ],
  [
    /token (?:has|is) expired|authorization token|credentials? (?:has|have|is|are) expired/i,
    {
      name: 'image-credentials-expired',
      why: 'the registry rejects its credentials: the token has expired (authorization)',
      next: 'create the pull secret again with a fresh token; tokens of ECR are valid for 12 hours, so let a credential provider renew them',
    },
  ],
  [
    /unauthenticated|unauthorized|authoriz|authentication|no basic auth|denied|forbidden|invalid username|incorrect username|\b401\b|\b403\b/i,
    {
      name: unauthorized,
      why: 'the registry refuses it to this pod: it requires authorization, or has no such repository',
      next: 'check name and tag, and give the pod credentials that the registry accepts: imagePullSecrets, or those of its ServiceAccount',
    },
  ],
  [
    /schema ?(?:1|version 1)\b|manifest\.v1\+|media ?type|unsupported manifest/i,
    {
      name: 'image-form',
      why: 'the runtime does not know the format of the image (media type)',
      next: 'build it as an OCI or Docker v2 (schema 2) image; an artifact that is not a container image, such as a Helm chart, cannot run',
    },
  ],
  [
    /not found|NotFound|manifest unknown|name unknown|\b404\b|does not exist/i,
    {
      name: 'image-not-found',
      why: 'the registry does not have it (not found)',
      next: 'correct repository and tag, or push the image',
    },
  ],
  [
    /failed to (?:extract|register|apply) layer|lchown|invalid tar header|unpigz|gzip: /i,
    {
      name: 'image-unpack',
      why: 'its layers cannot be unpacked on the node',
      next: 'check the runtime’s storage on the node; push a broken layer again',
    },
  ],
  [
    /DeadlineExceeded|deadline exceeded/i,
    {
      name: 'image-pull-slow',
      why: 'the pull takes too long and is aborted (deadline exceeded)',
      next: 'check how fast the node reaches the registry, and how large the image is',
    },
  ],
  [
    /Canceled|cancelled/i,
    {
      name: 'image-pull-cancelled',
      why: 'the pull was cancelled (context canceled)',
      next: 'check the runtime on the node: it gave up for lack of progress, or was restarted',
    },
  ],
];

/** What a text of a pull that failed means, by `withoutReferences`; undefined where it is not known. */
export function pullAnswer(text: string): PullAnswer | undefined {
  return answers.find(([pattern]) => pattern.test(text))?.[1];
}

/** Whether it tells why a pull failed, and not only that it took too long. */
export function isTelling(text: string): boolean {
  const answer = pullAnswer(text);
  return answer !== undefined && answer.name !== 'image-pull-slow' && answer.name !== 'image-pull-cancelled';
}
