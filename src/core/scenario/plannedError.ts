import type { ContainerRuntime } from './runtimes/containerRuntime';
import type { ErrorPlan } from './scenario';

/** The plans, each in the call in which the runtime notices what is planned. */
export function errorsOf(runtime: ContainerRuntime, plans: readonly ErrorPlan[] = []): ErrorPlan[] {
  return plans.map((plan) => (plan.failure ? { ...plan, method: runtime.failures[plan.failure].method } : plan));
}

/**
 * The plan for a call, which counts as used by it; undefined where it goes as usual.
 *
 * @param used how often each plan was used
 * @param subject the pod's name, the container's or the image
 */
export function plannedError(
  plans: readonly ErrorPlan[] | undefined,
  used: Map<unknown, number>,
  method: string,
  subject = '',
): ErrorPlan | undefined {
  const plan = plans?.find(
    (one) => one.method === method && isAbout(one, subject) && (!one.times || (used.get(one) ?? 0) < one.times),
  );
  if (plan) used.set(plan, (used.get(plan) ?? 0) + 1);
  return plan;
}

function isAbout({ match, isWhole }: ErrorPlan, subject: string): boolean {
  return isWhole ? subject === match : subject.includes(match);
}
