import type { Event } from '../../api/types';
import type { Finding } from '../facts/finding';
import { conditionText, eventText, type ContainerFacts, type PodFacts } from '../facts/podFacts';
import { sinceTime } from '../facts/clockTime';
import { kubectl } from '../facts/suggestedCommand';

/** What a start that goes well waits for at this moment: an image, an init container, a sidecar. */
export function progress(container: ContainerFacts): Finding | undefined {
  const { state, started } = container.status;
  if (state?.running && container.isInit) {
    return container.finding({
      name: 'init-not-ended',
      isWaiting: true,
      cause: `init container ${container.name} has not ended yet, and the others wait for it`,
      evidence: container.stateText,
      field: '',
      next: 'read in its log what it does; an init container has to end before the next one starts',
      command: container.logs,
    });
  }
  if (state?.running && container.isSidecar && !started) {
    return container.finding({
      name: 'sidecar-starts',
      isWaiting: true,
      cause: `sidecar ${container.name} has not started yet, and the others wait for it`,
      evidence: container.stateText,
      field: container.spec?.startupProbe ? '.startupProbe' : '.lifecycle.postStart',
      next: 'read in its log what it does',
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
      name: 'image-being-pulled',
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

/** A container that ended well while others of the pod still run: the pod is no longer Ready, and need not be. */
export function completed(container: ContainerFacts): Finding | undefined {
  const ended = container.status.state?.terminated;
  if (container.list !== 'containers' || ended?.exitCode !== 0 || container.restartsAfter(0)) return undefined;
  if (container.facts.isDone) return undefined;
  const job = container.facts.pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'Job');
  const others = container.facts.containers.filter(
    ({ list, status }) => list === 'containers' && (status.state?.running ?? status.state?.waiting),
  );
  const [other] = others;
  if (job && other) {
    const names = others.map(({ name }) => name).join(', ');
    return {
      name: 'job-held-by-sidecar',
      container: other.name,
      isWaiting: true,
      cause: `Job ${job.name} does not complete as long as ${names} runs: ${container.name} has completed, and a Job completes only when all containers of its pod have ended`,
      evidence: `${container.name}: ${container.stateText}; ${other.name}: ${other.stateText}`,
      field: other.field,
      next: `if ${names} only helps the others, make it a native sidecar: move it to initContainers with restartPolicy: Always, and it is stopped with them`,
      command: other.logs,
    };
  }
  return container.finding({
    name: 'container-completed',
    isWaiting: true,
    cause: 'it has completed and is not started again, so the pod is not Ready; its other containers keep running',
    evidence: container.stateText,
    field: '',
    next: 'if it was meant to end, do nothing; if not, read its log',
    command: container.logs,
  });
}

/** What comes before the first container: the volumes, then the sandbox. The kubelet says what fails, not what lasts. */
export function preparation(facts: PodFacts): Finding | undefined {
  // Events of containers come before the status.
  const isBefore = facts.isBeforeContainers && !facts.events.some(({ involvedObject }) => involvedObject.fieldPath);
  if (!isBefore || !facts.condition('PodScheduled')) return undefined;
  // A container that says what it waits for knows better.
  if (facts.containers.some(({ status, isUntold }) => status.state?.waiting && !isUntold)) return undefined;
  const owners = ownership(facts);
  if (owners) return owners;
  const volumes = (facts.pod.spec?.volumes ?? []).flatMap((volume, index) => {
    const source = Object.keys(volume).find((key) => key !== 'name') ?? '';
    return isSlow.test(source) ? [{ name: volume.name, source, index }] : [];
  });
  const [first] = volumes;
  const evidence = 'condition PodReadyToStartContainers is not True';
  const node = facts.pod.spec?.nodeName;
  // Of what goes well the kubelet tells nothing before the first image.
  const lasts = `${sinceTime(facts.pod.status?.startTime, facts.now)}; nothing says why it takes so long`;
  if (!first) {
    return {
      name: 'pod-being-prepared',
      isWaiting: true,
      cause: `its volumes are mounted, then its sandbox and network are made${lasts}`,
      evidence,
      next: `wait; if nothing changes, look at the events of the pod, and at the kubelet and the runtime on its node${node === undefined ? '' : ` ${node}`}`,
      command: facts.describe,
    };
  }
  return {
    name: 'volume-being-mounted',
    isWaiting: true,
    cause: `volume ${first.name} (${first.source}) must be attached and mounted first${lasts}`,
    evidence,
    field: `volumes[${first.index}]`,
    next: 'wait; after two minutes the kubelet says what it waits for; until then see the attachment and its driver',
    command: kubectl`get volumeattachments`,
  };
}

/** The kubelet gives each file of a volume to fsGroup, which takes long for many (pkg/volume/volume_linux.go, 1.37). */
function ownership(facts: PodFacts): Finding | undefined {
  const event = facts.last('VolumePermissionChangeInProgress') ?? facts.events.find(isOwnership);
  if (!event) return undefined;
  const done = /processed (\d+) files/.exec(event.message ?? '')?.[1];
  const group = facts.pod.spec?.securityContext?.fsGroup;
  return {
    name: 'fs-group-slow',
    isWaiting: true,
    cause: `the kubelet sets the group of each file on its volume, as fsGroup${group === undefined ? '' : ` ${group}`} asks, which takes long for many files${done === undefined ? '' : ` (${done} so far)`}`,
    evidence: eventText(event),
    field: 'securityContext.fsGroupChangePolicy',
    next: 'set securityContext.fsGroupChangePolicy to OnRootMismatch, so that it is done once only, or leave fsGroup out',
    command: facts.describe,
  };
}

function isOwnership({ message = '' }: Event): boolean {
  return /setting volume ownership/i.test(message);
}

/** Kinds of volumes that come from elsewhere. */
const isSlow =
  /^(?:persistentVolumeClaim|ephemeral|csi|nfs|iscsi|fc|rbd|cephfs|cinder|awsElasticBlockStore|gcePersistentDisk|azure\w+|vsphereVolume|portworxVolume|glusterfs|flexVolume|scaleIO|storageos|quobyte|photon\w+)$/;

/** A pod whose containers are ready, but not what else readinessGates ask for. */
export function readinessGates(facts: PodFacts): Finding | undefined {
  const ready = facts.condition('Ready');
  if (ready?.reason !== 'ReadinessGatesNotReady') return undefined;
  const gates = facts.pod.spec?.readinessGates ?? [];
  const index = gates.findIndex(({ conditionType }) => facts.condition(conditionType)?.status !== 'True');
  const gate = gates[index]?.conditionType ?? '';
  return {
    name: 'readiness-gate-closed',
    cause: `its readiness gate ${gate} is not True`,
    evidence: conditionText(ready),
    field: `readinessGates[${Math.max(0, index)}]`,
    next: `check that the controller that sets the condition ${gate} runs`,
    command: kubectl`get pod ${facts.name} -n ${facts.namespace} -o jsonpath="{.status.conditions}"`,
  };
}
