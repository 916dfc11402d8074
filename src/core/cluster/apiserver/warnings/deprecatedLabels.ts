import type { NodeSelectorTerm } from '../../../api/types';
import { entryOf } from '../../../entryOf';
import { labelValue } from '../../../api/names';

/** Labels of nodes that have other names by now (pkg/api/node/util.go deprecatedNodeLabels, 1.37). */
const deprecated: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};

/** What to use instead of a node's label; undefined for one that is not deprecated. */
export function deprecatedLabel(key: string): string | undefined {
  return entryOf(deprecated, key);
}

/**
 * GetWarningsForNodeSelectorTerm of the same file.
 * @param withValues whether values are looked at that validation lets pass
 */
export function termWarnings({ matchExpressions = [] }: NodeSelectorTerm, path: string, withValues = false): string[] {
  return matchExpressions.flatMap(({ key, values = [] }, i) => {
    const message = deprecatedLabel(key);
    const at = `${path}.matchExpressions[${i}]`;
    return [
      ...(message === undefined ? [] : [`${at}.key: ${key} is ${message}`]),
      ...(withValues ? values : []).flatMap((value, j) =>
        labelValue(value).map((why) => `${at}.values[${j}]: ${value} is invalid, ${inCharacters(why)}`),
      ),
    ];
  });
}

/** These are counted by the older of two functions for the rule (IsValidLabelValue). */
function inCharacters(reason: string): string {
  return reason.replace(/^(must be no more than \d+) bytes$/, '$1 characters');
}
