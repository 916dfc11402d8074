export type ProbeKind = 'startup' | 'liveness' | 'readiness';
export type ProbeResult = 'Success' | 'Failure' | 'Unknown';

/** The last results of the probes, by container id (pkg/kubelet/prober/results/results_manager.go, 1.37). */
export class ProbeResults {
  readonly #results = new Map<string, ProbeResult>();

  get(containerId: string, kind: ProbeKind): ProbeResult | undefined {
    return this.#results.get(`${kind}/${containerId}`);
  }

  /** Returns whether the result is news. */
  set(containerId: string, kind: ProbeKind, result: ProbeResult): boolean {
    const key = `${kind}/${containerId}`;
    if (this.#results.get(key) === result) return false;
    this.#results.set(key, result);
    return true;
  }

  remove(containerId: string, kind: ProbeKind): void {
    this.#results.delete(`${kind}/${containerId}`);
  }
}
