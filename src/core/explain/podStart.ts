import type { Pod } from '../api/types';
import type { ApiError } from '../api/status';
import { declaredObject } from '../apiserver/asDeclared';
import type { WrittenObject } from '../apiserver/objectStore';
import { instantProfile } from '../runtime/durationProfile';
import type { KubernetesVersion } from '../kubernetesRelease';
import type { Scenario } from '../simulate/scenario';
import { simulate, type CriCall, type Simulation } from '../simulate/simulate';
import { usualEndings } from '../simulate/usualEndings';
import { debugContainers } from './debugContainers';
import { madeCalls, type MadeCalls } from './effects';
import { podSpecOf, type WrittenPod } from './podOf';
import { nonRootImages } from './usualUsers';
import { withTemplatesBack } from './templateWords';

/** Under which circumstances starts are compared. */
export interface Circumstances {
  scenario?: Scenario;
  /** How long is simulated. */
  seconds?: number;
  kubernetes?: KubernetesVersion;
  /** Where objects go that name no namespace. */
  namespace?: string;
  /** Whether images run as somebody else than root. */
  hasImageUsers?: boolean;
}

/** One pod's start, as far as its CRI calls go. */
export interface PodStart {
  calls: CriCall[];
  made: MadeCalls;
  /** Why the API server refused the pod. */
  errors: ApiError[];
  /** The pod as stored before it was scheduled. */
  stored: Pod | undefined;
  /** The pod at the end. */
  last: Pod | undefined;
  /** Why the start does not get on, as the events and conditions say it. */
  stuck: string | undefined;
}

/** Seconds after the start of a pod that ephemeral containers come to it. */
const debugAfter = 3;

/** Starts a pod with what it needs. Nothing that is given is changed. */
export function startPod(pod: WrittenPod, related: readonly WrittenObject[], circumstances: Circumstances): PodStart {
  const { scenario, kubernetes, seconds = 6 } = circumstances;
  const namespace = declaredObject(pod).metadata?.namespace ?? circumstances.namespace;
  const spec = podSpecOf(pod);
  const { ephemeralContainers, ...others } = (pod.spec ?? {}) as { ephemeralContainers?: unknown };
  const debugged = debugContainers(ephemeralContainers);
  const objects = [...related, ephemeralContainers === undefined ? pod : { ...pod, spec: others }];
  const containers = { ...usualEndings(spec, { init: 100 }), ...scenario?.containers };
  const images = { ...(circumstances.hasImageUsers && nonRootImages(spec)), ...scenario?.images };
  // No new pod may have them: they come as `kubectl debug` brings them.
  const debugging = debugged.length > 0 ? [{ after: debugAfter, ephemeralContainers: debugged }] : [];
  const actions = [...(scenario?.actions ?? []), ...debugging];
  const simulation = simulate({
    objects,
    namespace,
    scenario: { ...scenario, containers, images, ...(actions.length > 0 && { actions }) },
    seconds,
    kubernetes,
    profile: instantProfile,
  });
  const stored = simulation.watch[0]?.object;
  const last = simulation.watch.at(-1)?.object;
  const calls = withTemplatesBack(simulation.calls);
  return {
    calls,
    made: madeCalls(calls, stored?.metadata?.uid ?? '', objects),
    // The pod is the last that is created; what is wrong with others is theirs.
    errors: stored ? [] : simulation.errors.slice(-1),
    stored,
    last,
    stuck: stuckBy(last, simulation),
  };
}

/** Why a pod does not get on: its last warning, or what its status says where nothing ever began. */
function stuckBy(last: Pod | undefined, simulation: Simulation): string | undefined {
  const { phase, reason, message, conditions } = last?.status ?? {};
  const warning = phase === 'Pending' ? simulation.events.filter(({ type }) => type === 'Warning').at(-1) : undefined;
  // What kept it for a moment before it was scheduled is over.
  if (warning && (warning.reason !== 'FailedScheduling' || simulation.calls.length === 0)) return warning.message;
  if (simulation.calls.length > 0) return undefined;
  if (phase === 'Failed') return message ?? reason;
  const scheduled = conditions?.find(({ type }) => type === 'PodScheduled');
  return phase === 'Pending' ? (scheduled?.message ?? 'nobody schedules it') : undefined;
}
