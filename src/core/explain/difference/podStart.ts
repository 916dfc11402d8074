import type { Event, Pod } from '../../api/types';
import type { ApiError } from '../../api/status';
import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { instantProfile } from '../../scenario/durationProfile';
import type { KubernetesVersion } from '../../release/kubernetesRelease';
import { startIn } from '../../circumstances/start';
import type { World } from '../../circumstances/worldOf';
import type { Simulation } from '../../cluster/simulate/simulate';
import type { CriCall } from '../../cri/criCall';
import { debugContainers } from './debugContainers';
import { madeCalls, type MadeCalls } from './effects';
import type { WrittenPod } from '../../manifest/podOf';
import { withTemplatesBack, type TemplateWords } from '../meaning/templateWords';

/** Where one pod is started again and again, to compare the starts. */
export interface PodSurroundings {
  world: World;
  /** How long is simulated. */
  seconds?: number;
  kubernetes?: KubernetesVersion;
  /** Where objects go that name no namespace. */
  namespace?: string;
  /** What the words in the objects stand for. */
  words: TemplateWords;
}

/** One pod's start, as far as its CRI calls go. */
export interface PodStart {
  calls: CriCall[];
  made: MadeCalls;
  /** Why the API server refused the pod. */
  errors: ApiError[];
  /** What the API server says of the pod though it stores it. */
  warnings: readonly string[];
  /** The pod as stored before it was scheduled. */
  stored: Pod | undefined;
  /** The pod at the end. */
  last: Pod | undefined;
  /** What was told of the pod on its way, for the diagnosis. */
  events: readonly Event[];
  /** Why the start does not get on, as the events and conditions say it. */
  stuck: string | undefined;
  /** Whether no kubelet has taken the pod up. */
  isWaiting: boolean;
}

/** Seconds after the start of a pod that ephemeral containers come to it. */
const debugAfter = 3;

/** Starts a pod with what it needs. Nothing that is given is changed. */
export function startPod(
  pod: WrittenPod,
  related: readonly WrittenObject[],
  { world, kubernetes, namespace, words, seconds = 6 }: PodSurroundings,
): PodStart {
  const { scenario } = world;
  const { ephemeralContainers, ...others }: { ephemeralContainers?: unknown } = pod.spec ?? {};
  const debugged = debugContainers(ephemeralContainers);
  const objects = [...related, ephemeralContainers === undefined ? pod : { ...pod, spec: others }];
  // No new pod may have them: they come as `kubectl debug` brings them.
  const debugging = debugged.length > 0 ? [{ after: debugAfter, ephemeralContainers: debugged }] : [];
  const actions = [...(scenario.actions ?? []), ...debugging];
  const simulation = startIn(
    { ...world, scenario: { ...scenario, ...(actions.length > 0 && { actions }) } },
    {
      objects,
      namespace: declaredObject(pod).metadata?.namespace ?? namespace,
      seconds,
      endings: { init: 100 },
      kubernetes,
      profile: instantProfile,
    },
  );
  const stored = simulation.watch[0]?.object;
  const last = simulation.watch.at(-1)?.object;
  const calls = withTemplatesBack(simulation.calls, words);
  return {
    calls,
    made: madeCalls(calls, stored?.metadata?.uid ?? '', [...objects, ...world.objects]),
    // The pod is the last that is created; what is wrong with others is theirs.
    warnings: (simulation.warnings ?? []).flatMap(({ kind, message }) => (kind === 'Pod' ? message : [])),
    errors: stored ? [] : simulation.errors.slice(-1),
    stored,
    last,
    events: simulation.events,
    stuck: stuckBy(last, simulation),
    isWaiting: last !== undefined && calls.length === 0 && last.status?.startTime === undefined,
  };
}

/** Why a pod does not get on: its last warning, or what its status says where nothing ever began. */
function stuckBy(last: Pod | undefined, simulation: Simulation): string | undefined {
  const { phase, reason, message, conditions } = last?.status ?? {};
  const warnings = phase === 'Pending' ? simulation.events.filter(({ type }) => type === 'Warning') : [];
  // `Error: InvalidImageName` says less than the event before it.
  const warning = warnings.filter((one) => !/^Error: \w+$/.test(one.message ?? '')).at(-1) ?? warnings.at(-1);
  // What kept it for a moment before it was scheduled is over.
  if (warning && (warning.reason !== 'FailedScheduling' || simulation.calls.length === 0)) return warning.message;
  if (simulation.calls.length > 0) return undefined;
  if (phase === 'Failed') return message ?? reason;
  const scheduled = conditions?.find(({ type }) => type === 'PodScheduled');
  return phase === 'Pending' ? (scheduled?.message ?? 'no scheduler takes it') : undefined;
}
