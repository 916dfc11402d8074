import type { Circumstances } from '../../core/circumstances/circumstances';
import { ofCluster } from '../../core/circumstances/ofCluster';
import type { ClusterRelease } from '../../core/observe/clusterRelease';
import { madeFrom } from '../../core/diagnosis/diagnosisPlace';
import type { FieldFeed } from '../../core/panel/protocol';
import type { Message } from '../../core/trace/trace';
import type { AppliedManifest } from '../../kubectl/session/expectedStarts';
import { fieldFeeds } from '../feeds';

/** Which lines of the manifest that was applied feed the simulated requests of watched calls. */
export class RequestFeeds {
  readonly #circumstances: Circumstances;
  readonly #applied: AppliedManifest | undefined;
  /** By the simulated requests, which stay the same objects. */
  readonly #known = new WeakMap<object, FieldFeed[]>();

  constructor(circumstances: Circumstances, applied?: AppliedManifest) {
    this.#circumstances = circumstances;
    this.#applied = applied;
  }

  /** The fields of a call's simulated request that lines of the applied manifest fed. */
  of({ simulatedRequest, ...message }: Message, release: ClusterRelease): FieldFeed[] {
    const { manifest } = this.#applied ?? {};
    const object = manifest && madeFrom(`Pod ${message.subject?.pod}`, manifest.objects);
    if (!object || !simulatedRequest) return [];
    const known = this.#known.get(simulatedRequest);
    const circumstances = ofCluster(this.#circumstances, release);
    const feeds = known ?? fieldFeeds(manifest, object, { ...message, request: simulatedRequest }, circumstances);
    this.#known.set(simulatedRequest, feeds);
    return feeds;
  }
}
