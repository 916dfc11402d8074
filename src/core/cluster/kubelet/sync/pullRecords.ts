import { isVerified, type PullVerification } from '../../../scenario/pullVerification';
import type { PullCredential, SecretLogin } from '../kuberuntime/pullCredentials';

/** Who may use an image that was pulled, by the logins that pulled it. */
type Access = 'all' | SecretLogin[];

/** What proves nothing: the kubelet did not pull the image, or did so with other logins or by another name. */
export type Unproven = 'notPulled' | 'pulledOtherwise';

/**
 * What a kubelet remembers of its pulls, to know which pods may use an image that is on the node
 * (pkg/kubelet/images/pullmanager/image_pull_manager.go, 1.37). It is of one kubelet that nobody restarted.
 */
export class PullRecords {
  /** By the image's reference in the runtime, and then by its name without tag and digest. */
  readonly #pulled = new Map<string, Map<string, Access>>();
  /** How many pulls of an image are under way. */
  readonly #intents = new Map<string, number>();

  constructor(readonly settings: PullVerification) {}

  /** A pull begins. */
  begin(image: string): void {
    this.#intents.set(image, (this.#intents.get(image) ?? 0) + 1);
  }

  /** A pull is over, well or not. */
  end(image: string): void {
    this.#intents.set(image, (this.#intents.get(image) ?? 1) - 1);
  }

  /** A pull went well, with a login of a Secret or without any. */
  add(image: string, reference: string, login: SecretLogin | undefined): void {
    const names = this.#pulled.get(reference) ?? new Map<string, Access>();
    this.#pulled.set(reference, names);
    const name = withoutTag(image);
    const known = names.get(name) ?? [];
    if (known === 'all' || login === undefined) names.set(name, 'all');
    else if (!known.some((one) => isSameSecret(one, login) && one.hash === login.hash)) {
      names.set(name, [...known.filter((one) => !isSameSecret(one, login)), login]);
    }
  }

  /**
   * Why a pod has to pull an image that is on the node, to prove that it may use it; undefined where it need not
   * (MustAttemptImagePull).
   *
   * @param logins the pod's, for the image's registry; read only where it depends on them
   */
  mustPull(image: string, reference: string, logins: () => readonly PullCredential[]): Unproven | undefined {
    const names = this.#pulled.get(reference);
    const isPulled = names !== undefined || (this.#intents.get(image) ?? 0) > 0;
    const name = withoutTag(image);
    if (!isVerified(this.settings, name, isPulled)) return undefined;
    if (!isPulled) return 'notPulled';
    const access = names?.get(name);
    if (access === undefined) return 'pulledOtherwise';
    if (access === 'all') return undefined;
    const own = logins().find(({ login }) => access.some((one) => one.hash === login.hash || isSameSecret(one, login)));
    if (!own) return 'pulledOtherwise';
    this.add(image, reference, own.login);
    return undefined;
  }
}

function isSameSecret(one: SecretLogin, other: SecretLogin): boolean {
  return one.uid === other.uid && one.namespace === other.namespace && one.name === other.name;
}

/** The name as it is written, without tag and digest (trimImageTagDigest). */
function withoutTag(image: string): string {
  const name = image.replace(/@.*/s, '');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}
