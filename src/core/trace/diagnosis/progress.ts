import type { Finding } from './finding';
import { eventText, type ContainerFacts, type PodFacts } from './podFacts';

/** What a start that goes well waits for at this moment: an image, an init container, a sidecar. */
export function progress(container: ContainerFacts): Finding | undefined {
  const { state, started } = container.status;
  if (state?.running && container.isInit) {
    return container.finding({
      isWaiting: true,
      cause: `init container ${container.name} has not ended yet, and the others wait for it`,
      evidence: container.stateText,
      field: '',
      next: 'see in its log what it does; an init container has to end before the next begins',
      command: container.logs,
    });
  }
  if (state?.running && container.isSidecar && !started) {
    return container.finding({
      isWaiting: true,
      cause: `sidecar ${container.name} has not started yet, and the others wait for it`,
      evidence: container.stateText,
      field: container.spec?.startupProbe ? '.startupProbe' : '.lifecycle.postStart',
      next: 'see in its log what it does',
      command: container.logs,
    });
  }
  const pulling = container.last('Pulling');
  const pulled = container.last('Pulled');
  if (
    state?.waiting &&
    pulling &&
    (!pulled || container.facts.events.indexOf(pulled) < container.facts.events.indexOf(pulling))
  ) {
    return container.finding({
      isWaiting: true,
      cause: 'its image is being pulled',
      evidence: eventText(pulling),
      field: '.image',
      next: 'wait: a large image or a slow registry takes its time',
      command: container.facts.describe,
    });
  }
  return undefined;
}

/** A pod whose containers are ready, but not what else readinessGates ask for. */
export function readinessGates(facts: PodFacts): Finding | undefined {
  const ready = facts.condition('Ready');
  if (ready?.reason !== 'ReadinessGatesNotReady') return undefined;
  const gates = facts.pod.spec?.readinessGates ?? [];
  const index = gates.findIndex(({ conditionType }) => facts.condition(conditionType)?.status !== 'True');
  const gate = gates[index]?.conditionType ?? '';
  return {
    cause: `its readiness gate ${gate} is not True`,
    evidence: `condition Ready=False, ${ready.reason}: ${ready.message ?? ''}`,
    field: `readinessGates[${Math.max(0, index)}]`,
    next: `see that the controller that sets the condition ${gate} runs`,
    command: `kubectl get pod ${facts.name} -n ${facts.namespace} -o jsonpath='{.status.conditions}'`,
  };
}
