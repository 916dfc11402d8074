import { entryOf } from '../entryOf';
import type { Scenario } from './scenario';

/** Something that can go wrong in a start, ready to be simulated. */
export interface Fault {
  /** Stays the same while the manifest is edited, and is part of a panel's saved state. */
  id: string;
  label: string;
  detail: string;
  /** What the runtime, the node and the registry do then. */
  scenario: Scenario;
  /** Objects of the manifest that are left out: `ConfigMap settings`. */
  without?: string;
}

/** Several faults at once. The nodes of the last one that has one are taken. */
export function scenarioOf(faults: readonly Fault[], base: Scenario = {}): Scenario {
  const merged: Scenario = { ...base };
  for (const { scenario } of faults) {
    merged.containers = { ...merged.containers, ...scenario.containers };
    for (const [image, plan] of Object.entries(scenario.images ?? {}))
      merged.images = { ...merged.images, [image]: { ...entryOf(merged.images, image), ...plan } };
    if (scenario.errors) merged.errors = [...(merged.errors ?? []), ...scenario.errors];
    if (scenario.execs) merged.execs = [...(merged.execs ?? []), ...scenario.execs];
    if (scenario.answersAfter) merged.answersAfter = { ...merged.answersAfter, ...scenario.answersAfter };
    if (scenario.parallelPulls !== undefined) merged.parallelPulls = scenario.parallelPulls;
    const { imagePullCredentialsVerificationPolicy: policy } = scenario;
    if (policy !== undefined) merged.imagePullCredentialsVerificationPolicy = policy;
    if (scenario.runtime !== undefined) merged.runtime = scenario.runtime;
    if (scenario.node) merged.node = { ...merged.node, ...scenario.node };
    if (scenario.node && merged.nodes) merged.nodes = merged.nodes.map((node) => ({ ...node, ...scenario.node }));
  }
  return merged;
}
