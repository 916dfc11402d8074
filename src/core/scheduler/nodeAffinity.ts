import type { NodeSelector, NodeSelectorRequirement } from '../api/types';
import type { NodeDescription } from '../simulate/scenario';

/** Whether one of the terms fits the node (component-helpers/scheduling/corev1/nodeaffinity, 0.37). */
export function matchesNodeSelectorTerms({ nodeSelectorTerms }: NodeSelector, node: NodeDescription): boolean {
  return (nodeSelectorTerms ?? []).some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    return (
      matchExpressions.every((requirement) => matches(requirement, node.labels[requirement.key])) &&
      matchFields.every((requirement) =>
        matches(requirement, requirement.key === 'metadata.name' ? node.name : undefined),
      )
    );
  });
}

function matches({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
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
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
