import type { CSIDriver, Pod, Volume } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { StoredObjects } from '../../../api/objectStore';

/** How long a token is good for where nobody says, in seconds (pkg/apis/storage and pkg/apis/core/v1/defaults.go, 1.37). */
const usualSeconds = 3_600;

/**
 * Asks for the tokens that volumes carry, each once: a token is kept until most of its hour is over
 * (pkg/kubelet/token/token_manager.go, 1.37).
 */
export class ServiceAccountTokens {
  readonly #asked = new Set<string>();

  constructor(
    readonly client: ApiClient,
    readonly store: StoredObjects,
  ) {}

  /** The volume is mounted for the pod; returns why a token was not given (pkg/volume/projected/projected.go collectData, pkg/volume/csi/csi_mounter.go). */
  requestFor(pod: Pod, volume: Volume): string | undefined {
    const failures: (string | undefined)[] = [];
    for (const { serviceAccountToken: source } of volume.projected?.sources ?? [])
      if (source) failures.push(this.#request(pod, source.audience, source.expirationSeconds ?? usualSeconds));
    const driver = volume.csi && this.store.get<CSIDriver>('CSIDriver', '', volume.csi.driver);
    for (const { audience, expirationSeconds = usualSeconds } of driver?.spec.tokenRequests ?? [])
      failures.push(this.#request(pod, audience, expirationSeconds));
    return failures.find((text) => text !== undefined);
  }

  #request(pod: Pod, audience: string | undefined, expirationSeconds: number): string | undefined {
    const key = `${pod.metadata?.uid}/${audience ?? ''}/${expirationSeconds}`;
    if (this.#asked.has(key)) return undefined;
    const account = pod.spec?.serviceAccountName ?? 'default';
    const error = this.client.requestToken(account, pod, audience, expirationSeconds);
    if (!error) this.#asked.add(key);
    return error?.message;
  }
}
