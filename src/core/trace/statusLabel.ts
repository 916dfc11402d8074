import type { StatusChange } from './because';
import { isPodPhaseTerminal } from '../componentHelpers/isPodTerminal';

/** As many kinds of news of containers are named. */
const most = 2;

/**
 * In a word or two what is new in a pod's status, the one thing that most is waited for: how the pod ended, that it is
 * Ready, what its containers came to, or a condition. Undefined where nothing of that changed.
 */
export function statusLabel(changes: readonly StatusChange[]): string | undefined {
  const phase = changes.find((change) => change.type === 'phase')?.to;
  if (isPodPhaseTerminal(phase)) return phase;
  const ready = conditionIn(changes, 'Ready');
  if (ready?.status === 'True') return 'Ready';
  const states = containersText(changes);
  if (states !== undefined) return states;
  if (ready?.was === 'True') return 'not Ready';
  const met = changes.flatMap((change) =>
    change.type === 'condition' && change.status === 'True' ? [change.condition] : [],
  );
  const lost = changes.flatMap((change) =>
    change.type === 'condition' && change.was === 'True' ? [`not ${change.condition}`] : [],
  );
  const ip = changes.find((change) => change.type === 'ip')?.ip;
  const [condition] = [...met, ...lost];
  return condition ?? ip ?? phase;
}

function conditionIn(changes: readonly StatusChange[], name: string): ConditionChange | undefined {
  return changes.find((change): change is ConditionChange => change.type === 'condition' && change.condition === name);
}

type ConditionChange = Extract<StatusChange, { type: 'condition' }>;

/** `app: CrashLoopBackOff`, `web, proxy: ContainerCreating`: what went wrong or ended first, then what runs, then what waits. */
function containersText(changes: readonly StatusChange[]): string | undefined {
  const told = new Map<string, { containers: string[]; rank: number }>();
  const named = new Set<string>();
  for (const [news, rank, container] of changes.flatMap(containerNews).sort(([, a], [, b]) => a - b)) {
    if (named.has(container)) continue;
    named.add(container);
    const same = told.get(news);
    if (same) same.containers.push(container);
    else told.set(news, { containers: [container], rank });
  }
  const texts = [...told].map(([news, { containers }]) => `${containers.join(', ')}: ${news}`);
  if (texts.length === 0) return undefined;
  return `${texts.slice(0, most).join('; ')}${texts.length > most ? '; …' : ''}`;
}

const usualWaits = new Set(['ContainerCreating', 'PodInitializing']);

function containerNews(change: StatusChange): [news: string, rank: number, container: string][] {
  switch (change.type) {
    case 'container': {
      const { container, state, reason, exitCode = 0 } = change;
      if (state === 'running') return [['running', 1, container]];
      if (state === 'waiting') return [[reason ?? 'waiting', reason && !usualWaits.has(reason) ? 0 : 4, container]];
      return [[reason === undefined || reason === 'Error' ? `exit ${exitCode}` : reason, 0, container]];
    }
    case 'started':
      return [['started', 2, change.container]];
    case 'restarts':
      return [[`restart ${change.count}`, 2, change.container]];
    case 'ready':
      return [[change.ready ? 'ready' : 'not ready', 3, change.container]];
    default:
      return [];
  }
}
