import type { PodAdmission } from './admission';
import { entryOf, setEntry } from '../../../entryOf';

const copied = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** A node's zone and region, which its pods carry as labels (plugin/pkg/admission/podtopologylabels/admission.go, 1.37). */
export function topologyLabels(nodeLabels: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const name of copied) {
    const value = entryOf(nodeLabels, name);
    if (value !== undefined) setEntry(labels, name, value);
  }
  return labels;
}

/** A pod that names its node gets the labels at once; any other when it is bound. */
export const podTopologyLabels: PodAdmission = (pod, { nodeLabels, release }) => {
  const nodeName = pod.spec?.nodeName;
  if (!nodeName || !release.gates.PodTopologyLabelsAdmission) return undefined;
  const labels = topologyLabels(nodeLabels(nodeName));
  if (Object.keys(labels).length > 0)
    pod.metadata = { ...pod.metadata, labels: { ...pod.metadata?.labels, ...labels } };
  return undefined;
};
