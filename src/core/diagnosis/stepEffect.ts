import type { SuggestedCommand } from './facts/suggestedCommand';

/** What a suggested command does: it only looks, it changes something in the cluster, or something may be lost by it. */
export type StepEffect = 'only looks' | 'changes the cluster' | 'may lose data';

const looking = /^kubectl (?:get|describe|logs|auth can-i|rollout status|explain|top|events|version)\b/;
const losing = /^kubectl (?:delete|drain|replace --force)\b/;

/** By its verb. */
export function stepEffect(command: SuggestedCommand): StepEffect {
  if (looking.test(command)) return 'only looks';
  return losing.test(command) ? 'may lose data' : 'changes the cluster';
}
