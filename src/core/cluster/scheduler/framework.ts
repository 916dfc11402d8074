import type { KubernetesRelease } from '../../release/kubernetesRelease';
import type { Attempt, Plugin, Rejection } from './interface/plugin';
import { dynamicResources } from './plugins/dynamicResources';
import { interPodAffinity } from './plugins/interPodAffinity';
import { nodeAffinity, namedNodes } from './plugins/nodeAffinityPlugin';
import { nodeDeclaredFeatures } from './plugins/nodeDeclaredFeatures';
import { nodeUnschedulable, taintToleration } from './plugins/nodeFilters';
import { nodePorts, nodeResourcesFit } from './plugins/nodeResources';
import { balancedAllocation } from './plugins/balancedAllocation';
import { podTopologySpread } from './plugins/podTopologySpread';
import { volumeBinding } from './plugins/volumeBinding';
import { volumeRestrictions } from './plugins/volumeRestrictions';

/**
 * The default profile's plugins that decide about a pod here, in their order (pkg/scheduler/apis/config/v1/default_plugins.go,
 * 1.37). ImageLocality is not among them: what a scenario has on the nodes is on each, and an image that was pulled to one
 * is told to the scheduler too late for a start.
 */
export function defaultPlugins(release: KubernetesRelease): Plugin[] {
  return [
    namedNodes,
    nodeUnschedulable,
    taintToleration(release),
    nodeAffinity,
    nodePorts,
    nodeResourcesFit(release),
    volumeRestrictions(release),
    volumeBinding,
    podTopologySpread,
    interPodAffinity,
    balancedAllocation,
    ...(release.gates.DynamicResourceAllocation ? [dynamicResources] : []),
    nodeDeclaredFeatures(release),
  ];
}

/** The first plugin that refuses the pod whatever the node, with its message. */
export function preFilter(
  attempt: Attempt,
  plugins: readonly Plugin[],
): { plugin: Plugin; message: string } | undefined {
  for (const plugin of plugins) {
    const message = plugin.preFilter?.(attempt);
    if (message !== undefined) return { plugin, message };
  }
  return undefined;
}

/** The first plugin that rejects the node; undefined where it fits. */
export function fits(
  attempt: Attempt,
  plugins: readonly Plugin[],
): { plugin: Plugin; rejection: Rejection } | undefined {
  for (const plugin of plugins) {
    const rejection = plugin.filter?.(attempt);
    if (rejection) return { plugin, rejection };
  }
  return undefined;
}
