import { expectedStart, expectedStartOf, type ExpectedStartOptions } from '../../core/explain/expectedStart';
import type { FindingsOptions } from '../../core/panel/findings';
import type { ObservedPod } from '../../core/observe/observation';
import type { Trace } from '../../core/trace/trace';

/** The manifest that was applied, and its file's name. */
export type AppliedManifest = NonNullable<FindingsOptions['source']>;

/**
 * The simulated starts that watched ones are compared with: of the manifest that was applied, else of what is stored of
 * the pods.
 */
export class ExpectedStarts {
  readonly applied: AppliedManifest | undefined;
  readonly #options: ExpectedStartOptions;
  /** By what they are the starts of. */
  #known?: { key: string; trace: Trace };

  constructor(options: ExpectedStartOptions, applied?: AppliedManifest) {
    this.#options = options;
    this.applied = applied;
  }

  /** Undefined where the simulation refuses what the cluster took. `areAll`: the pods are all that the manifest made. */
  of(pods: readonly ObservedPod[], areAll: boolean): Trace | undefined {
    if (pods.length === 0) return undefined;
    const applied = areAll ? this.applied : undefined;
    const key = applied ? 'manifest' : pods.map(({ uid }) => uid).join(' ');
    if (this.#known?.key !== key) {
      const trace = applied
        ? expectedStart(
            applied.manifest.objects.map(({ value }) => value),
            this.#options,
          )
        : expectedStartOf(
            pods.map(({ pod }) => pod),
            this.#options,
          );
      this.#known = { key, trace };
    }
    const { trace } = this.#known;
    return trace.view.errors.length === 0 ? trace : undefined;
  }
}
