import { selectsLabels } from '../api/labelSelector';
import type { NodeSelector, NodeSelectorRequirement, Pod } from '../api/types';
import { entryOf } from '../entryOf';

/** What node affinity looks at. */
interface NamedNode {
  name: string;
  labels: Readonly<Record<string, string>>;
}

/** Whether a node has what the pod's node selector and required affinity ask for (GetRequiredNodeAffinity, see below). */
export function matchesNodeAffinity({ spec }: Pod, node: NamedNode): boolean {
  if (!selectsLabels(spec?.nodeSelector, node.labels)) return false;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !required || matchesNodeSelectorTerms(required, node);
}

/** Whether one of the terms fits the node (component-helpers/scheduling/corev1/nodeaffinity, 0.37). */
export function matchesNodeSelectorTerms({ nodeSelectorTerms }: NodeSelector, node: NamedNode): boolean {
  return (nodeSelectorTerms ?? []).some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    return (
      matchExpressions.every((requirement) => matchesRequirement(requirement, entryOf(node.labels, requirement.key))) &&
      matchFields.every((requirement) =>
        matchesRequirement(requirement, requirement.key === 'metadata.name' ? node.name : undefined),
      )
    );
  });
}

/** Whether a label with the value, or none, is what the requirement wants. */
export function matchesRequirement(
  { operator, values = [] }: NodeSelectorRequirement,
  value: string | undefined,
): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const [own, bound] = [value, values[0]].map((text) =>
        /^[-+]?\d+$/.test(text ?? '') ? BigInt(text!) : undefined,
      );
      if (own === undefined || bound === undefined) return false;
      return operator === 'Gt' ? own > bound : own < bound;
    }
    default:
      return false;
  }
}
