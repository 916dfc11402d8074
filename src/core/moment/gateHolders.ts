import type { CauseName } from '../diagnosis/facts/causeTable';
import type { Diagnosis } from '../diagnosis/facts/finding';
import type { Pod } from '../api/types';
import { referencesOfPod } from '../manifest/references';
import type { GateKind } from './gate';

/** Which gates a cause holds, and who or what holds them for it; without a holder, the gate's own stays. */
type Row = readonly [kinds: readonly GateKind[], holder?: string];

const image = ['image'] as const;
const run = ['start', 'hook', 'startup', 'end', 'ready'] as const;
const any: readonly GateKind[] = ['volumes', 'sandbox', 'image', 'start', 'hook', 'startup', 'end', 'ready'];
const registry: Row = [image, 'the registry'];
const ended: Row = [run];
const lost: Row = [any, 'its node'];

/** Those that say more than that nothing has failed yet, which the gate says itself. */
const holders: Readonly<Partial<Record<CauseName, Row>>> = {
  'all-containers-restart': ended,
  'claim-not-bound': [['node', 'volumes'], 'its claim'],
  'command-not-executable': [run, 'its command'],
  'command-not-found': [run, 'its command'],
  'container-completes': ended,
  'container-config-error': [['start'], 'its configuration'],
  'container-ended': ended,
  'container-fails': ended,
  'container-lost': ended,
  'container-not-created': [['start'], 'the runtime'],
  'container-not-started': [run, 'the runtime'],
  'container-signalled': ended,
  'container-waits': [any],
  'crash-loop': ended,
  'fs-group-slow': [['volumes'], 'the kubelet'],
  'image-certificate': registry,
  'image-certificate-expired': registry,
  'image-certificate-name': registry,
  'image-certificate-unknown': registry,
  'image-credentials-expired': registry,
  'image-digest-mismatch': registry,
  'image-form': [image, 'the image'],
  'image-kubelet-limit': [image, "the kubelet's own pull limit"],
  'image-name-invalid': [image, 'the name of the image'],
  'image-never-pulled': [image, 'imagePullPolicy Never'],
  'image-not-found': registry,
  'image-not-pulled': registry,
  'image-platform': [image, 'the image'],
  'image-policy': registry,
  'image-proxy-unauthorized': [image, 'the proxy in front of the registry'],
  'image-proxy-unknown': [image, 'the proxy in front of the registry'],
  'image-proxy-unreachable': [image, 'the proxy in front of the registry'],
  'image-pull-cancelled': [image, 'the runtime'],
  'image-pull-slow': registry,
  'image-rate-limited': registry,
  'image-registry-fails': registry,
  'image-registry-firewall': registry,
  'image-registry-plain-http': registry,
  'image-registry-unknown': registry,
  'image-registry-unreachable': registry,
  'image-short-name': [image, 'the name of the image'],
  'image-signature': [image, 'the signature of the image'],
  'image-unauthorized': registry,
  'image-unpack': [image, 'the runtime'],
  'kubelet-silent': [['volumes'], 'the kubelet of its node'],
  'liveness-probe-fails': [run, 'its liveness probe'],
  'liveness-probe-kills': [run, 'its liveness probe'],
  'memory-in-millibytes': [any, 'its memory limit'],
  'memory-of-few-bytes': [any, 'its memory limit'],
  'no-node-fits': [['node'], 'the scheduler'],
  'node-disk-full': [any, 'its node'],
  'node-gone': lost,
  'node-name-unknown': [['volumes'], 'its nodeName'],
  'node-not-ready': lost,
  'node-unreachable': lost,
  'nothing-says-why': [any],
  'out-of-memory': [run, 'its memory limit'],
  'post-start-hook-fails': [run, 'its postStart hook'],
  'preemption-under-way': [['node'], 'the pods that make room for it'],
  'readiness-probe-fails': [['ready'], 'the program in it'],
  'resource-claim-missing': [['node', 'volumes'], 'its resource claim'],
  restarted: ended,
  'runtime-unreachable': [['sandbox', 'image', 'start'], 'the runtime'],
  'sandbox-lost': [['sandbox'], 'the runtime'],
  'sandbox-not-made': [['sandbox'], 'the runtime'],
  'sandbox-remade': [['sandbox'], 'the runtime'],
  'scheduler-silent': [['node']],
  'startup-probe-fails': [['startup', 'ready'], 'the program in it'],
  'startup-probe-kills': [run, 'its startup probe'],
  'volume-attached-elsewhere': [['volumes'], 'another node'],
  'volume-not-mounted': [['volumes'], 'the kubelet'],
  'wrong-architecture': [run, 'its image'],
};

/** Those that are told though nothing has failed: they say more than the gate. */
const telling: ReadonlySet<CauseName> = new Set(['fs-group-slow', 'preemption-under-way', 'startup-probe-fails']);

/** Whether a cause is about a gate of that kind, and says more than the gate does. */
export function isHeldBy(kind: GateKind, { name, isWaiting, isOver }: Diagnosis): boolean {
  return !isOver && (!isWaiting || telling.has(name)) && (holders[name]?.[0].includes(kind) ?? false);
}

/** Who or what holds a gate for a cause: the object that its words name, else who is behind causes of its name; undefined: the gate's own. */
export function holderOf({ name, cause }: Diagnosis, pod: Pod): string | undefined {
  const names = new Set(referencesOfPod(pod).map(({ kind, name: object }) => `${kind} ${object}`));
  for (const { csi } of pod.spec?.volumes ?? []) if (csi) names.add(`CSI driver ${csi.driver}`);
  // Names that are the beginning of others come after them.
  const named = [...names].sort((a, b) => b.length - a.length).find((one) => isIn(cause, one));
  if (named !== undefined) return named;
  if (name === 'sandbox-not-made' && cause.includes('(CNI)')) return 'the network plugin (CNI)';
  if (name === 'out-of-memory' && cause.includes('no limit of its own')) return 'the memory of its node or pod';
  return holders[name]?.[1];
}

/** Whether a text has a name that goes on with no other sign of names. */
function isIn(text: string, name: string): boolean {
  const after = text.split(name).slice(1);
  return after.some((rest) => !/^[\w-]/.test(rest));
}
