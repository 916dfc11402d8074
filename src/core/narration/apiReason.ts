import { words, type Runs } from '../textRuns';
import type { ApiBecause } from '../trace/because';
import { named } from './named';
import { sentences } from './sentences';
import { statusNews } from './statusNews';

/** Why something is asked of the API server now; undefined where a person asks for it, as the request itself says. */
export function apiReason(because: ApiBecause): Runs | undefined {
  switch (because.type) {
    case 'person':
      return undefined;
    case 'bind':
      return bindReason(because);
    case 'controllerCreates':
      return creationReason(because);
    case 'controllerDeletes':
      return words`${named(`${because.owner.kind} ${because.owner.name}`)} no longer wants this pod.`;
    case 'ownerGone':
      return words`${named(`${because.owner.kind} ${because.owner.name}`)}, which owned the pod, is gone. The garbage collector deletes what it owned.`;
    case 'preempted':
      return ['A pod of higher priority does not fit anywhere else, and this one makes room for it.'];
    case 'unschedulable':
      return words`The scheduler found no node that fits: ${named(because.message)}.`;
    case 'bindingRefused':
      return words`The API server has refused the binding of the pod: ${named(because.message)}.`;
    case 'nominated':
      return words`The scheduler has chosen ${named(because.node)} and has something to do first, such as binding the volumes of the pod.`;
    case 'podStopped':
      return ['The pod was being deleted. Now all of its containers have ended, and its volumes are unmounted.'];
    case 'statusChanged':
      return statusNews(because.changes);
  }
}

function bindReason({
  node,
  nodes,
  feasible,
  isNominated,
  score,
  equals = 1,
}: Extract<ApiBecause, { type: 'bind' }>): Runs {
  const chosen = named(node);
  if (isNominated)
    return words`Pods of lower priority were ended on ${chosen} to make room for this pod, and now it fits.`;
  if (nodes === undefined || feasible === undefined)
    return words`The scheduler chose ${chosen} among the nodes that fit. The others were not seen.`;
  if (nodes === 1) return words`The cluster has one node, ${chosen}, and the pod fits on it.`;
  if (feasible === 1) return words`Of ${nodes} nodes, only ${chosen} fits the pod.`;
  const points = score === undefined ? [] : words` (${score} points)`;
  if (equals > 1)
    return words`Of ${nodes} nodes, ${feasible} fit the pod, and ${equals} of them have the highest score${points}. The simulation takes the first of these, where the scheduler draws lots.`;
  return words`Of ${nodes} nodes, ${feasible} fit the pod, and ${chosen} has the highest score${points}.`;
}

function creationReason({ owner, wants, has }: Extract<ApiBecause, { type: 'controllerCreates' }>): Runs {
  const name = named(`${owner.kind} ${owner.name}`);
  if (wants === undefined || has === undefined)
    return words`${name} owns this pod and wanted one more. How many it had then was not seen.`;
  const pods = wants === 1 ? 'pod' : 'pods';
  const there = has === 0 ? 'has none yet' : `has ${has}`;
  return sentences(
    words`${name} wants ${wants} ${pods} and ${there}.`,
    wants - has === 1 ? undefined : ['Its controller makes what is missing, one after the other.'],
  );
}
