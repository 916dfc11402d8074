import type { CauseName } from '../facts/causeTable';
import type { Volume } from '../../api/types';
import { innermost } from '../facts/messages';
import { nearly } from '../facts/nearly';
import type { PodFacts } from '../facts/podFacts';
import { entryOf } from '../../entryOf';
import { referencesOf, type Reference } from '../../manifest/references';
import { formatPath } from '../../path';
import { kubectl, type SuggestedCommand } from '../facts/suggestedCommand';

interface VolumeCause {
  name?: CauseName;
  cause: string;
  /** Within the pod's spec, where it is not the volume that is at fault. */
  podField?: string;
  /** Within the volume. */
  field?: string;
  next: string;
  command?: SuggestedCommand;
}

/** Why a volume can not be had: the texts of pkg/volume and pkg/kubelet/volumemanager, 1.18 to 1.37. */
export function volumeCause(reason: string, message: string, volume: Volume | undefined, facts: PodFacts): VolumeCause {
  const { namespace } = facts;
  const source = Object.keys(volume ?? {}).find((key) => key !== 'name');
  const references = referencesOf('Volume', volume);
  const [, kind, object] = /(configmap|secrets?|persistentvolumeclaim) "([^"]+)" not found/i.exec(message) ?? [];
  if (kind !== undefined && object !== undefined) {
    const proper =
      entryOf({ configmap: 'ConfigMap', secret: 'Secret', secrets: 'Secret' }, kind.toLowerCase()) ??
      'PersistentVolumeClaim';
    const meant = nearly(object, facts.namesOf(proper));
    return {
      cause: `${proper} ${object} does not exist${meant && `; there is ${proper} ${meant}`}`,
      ...fieldOf(references.find((one) => one.kind === proper && one.name === object)),
      next: `create ${proper} ${object} in namespace ${namespace}, correct the name, or make it optional`,
      command: kubectl`get ${proper === 'PersistentVolumeClaim' ? 'pvc' : proper.toLowerCase()} -n ${namespace}`,
    };
  }
  const [, kindOfKey, key] = /references non-existent (config|secret) key:? ?(\S+)/.exec(message) ?? [];
  if (kindOfKey !== undefined) {
    const proper = kindOfKey === 'config' ? 'ConfigMap' : 'Secret';
    const name = references.find((one) => one.kind === proper && one.items?.some((item) => item.key === key))?.name;
    const meant = nearly(key ?? '', facts.keysOf(proper, name));
    return {
      cause: `${proper} ${name ?? ''} has no key ${key}${meant && `; it has ${meant}`}`,
      ...(source !== undefined && { field: `.${source}` }),
      next: `add the key ${key} to the ${proper}, or correct items`,
      command: kubectl`describe ${proper.toLowerCase()} ${name ?? ''} -n ${namespace}`,
    };
  }
  if (/hostPath type check failed/.test(message)) {
    return {
      cause: `its hostPath is not what type asks for: ${message.replace(/^.*hostPath type check failed[:,] /s, '')}`,
      field: '.hostPath',
      next: 'create the path on the node, correct path or type, or use type DirectoryOrCreate or FileOrCreate',
      command: kubectl`get pod ${facts.name} -n ${namespace} -o wide`,
    };
  }
  const tiny = /no space left/i.test(message) ? tinyLimit(facts) : undefined;
  if (tiny) return tiny;
  const [, driver] = /driver name (\S+) not found in the list of registered CSI drivers/.exec(message) ?? [];
  if (driver !== undefined) {
    return {
      cause: `the CSI driver ${driver} does not run on the node`,
      field: source === 'csi' ? '.csi.driver' : `.${source ?? 'csi'}`,
      next: 'check that the driver’s pods run on that node; install the driver, or correct its name',
      command: kubectl`get csidrivers,csinodes`,
    };
  }
  if (/Multi-Attach error/.test(message)) {
    const [, users] = message.split('used by pod(s) ', 2);
    return {
      name: 'volume-attached-elsewhere',
      cause: `it is still attached to another node${users === undefined ? '' : `, for ${users}`}, and may be attached to one only (Multi-Attach)`,
      next: 'wait until the other pod and its attachment are gone; a workload that replaces its pod needs the strategy Recreate, or a volume that is ReadWriteMany',
      command: kubectl`get volumeattachments`,
    };
  }
  const registered = /object "[^"]*"\/"([^"]+)" not registered/.exec(message)?.[1];
  if (registered !== undefined || /failed to sync (configmap|secret) cache/.test(message)) {
    return {
      cause: `the kubelet has not read ${registered ?? 'the ConfigMap or Secret'} yet (cache not synced)`,
      ...(source !== undefined && { field: `.${source}` }),
      next: 'wait; if nothing changes, check whether the kubelet reaches the API server and the object exists',
      command: kubectl`get configmaps,secrets -n ${namespace}`,
    };
  }
  if (/failed to fetch token|serviceaccounts? "[^"]+" not found/.test(message)) {
    return {
      cause: `the service account's token is not available: ${innermost(message)}`,
      next: 'check that the ServiceAccount exists',
      command: kubectl`get serviceaccounts -n ${namespace}`,
    };
  }
  if (/operation with the given Volume ID/.test(message)) {
    return {
      cause: `an earlier attempt of the storage driver is still in progress (${innermost(message)})`,
      ...(source !== undefined && { field: `.${source}` }),
      next: 'wait; if nothing changes, check the log of the storage driver on the node, which hangs on that volume',
      command: kubectl`get volumeattachments`,
    };
  }
  if (
    reason === 'FailedAttachVolume' &&
    /forbidden|unauthorized|not authorized|permission|access ?denied/i.test(message)
  ) {
    return {
      cause: `the storage driver is not allowed to attach it: ${innermost(message)}`,
      ...(source !== undefined && { field: `.${source}` }),
      next: 'give the storage driver’s identity (its service account, or the role of the node) permission to attach volumes',
      command: kubectl`get volumeattachments`,
    };
  }
  const [, output] = /(?:Output: )(.*)$/s.exec(message) ?? [];
  if (/mount failed: exit status/.test(message)) {
    const isNfs = /-t (nfs|cifs)/.exec(message)?.[1];
    return {
      cause: `mount fails on the node: ${(output ?? innermost(message)).trim().replaceAll(/\s+/g, ' ')}`,
      ...(source !== undefined && { field: `.${source}` }),
      next:
        isNfs && /access denied/i.test(message)
          ? `allow the address of the node on the server, which refuses it the export`
          : isNfs
            ? `check that the server answers from the node, exports the path, and that the node has the ${isNfs} mount program`
            : 'check the device and its file system on the node',
    };
  }
  const texts: readonly [RegExp, string, string][] = [
    [
      /no volume plugin matched/,
      `the kubelet of this release has no plugin for ${source ?? 'it'}`,
      'use a CSI driver for that storage: a PersistentVolumeClaim, or csi',
    ],
    [
      /plugin has been disabled/,
      `its type is disabled in the kubelet`,
      'fetch the files in an init container that shares an emptyDir',
    ],
    [
      /has volumeMode (?:Filesystem|Block)/,
      'the claim and the container disagree on its volume mode',
      'use volumeMounts with volumeMode Filesystem, volumeDevices with Block',
    ],
    [
      /no resource request for huge pages/,
      'no container asks for huge pages',
      'set limits of hugepages-2Mi or the like, or another medium',
    ],
    [/no space left/i, "the node's disk is full", 'free space on the node'],
    [/timed? ?out|DeadlineExceeded|deadline exceeded/i, 'it takes too long', 'check the storage driver and its server'],
    [/permission denied|access denied/i, 'access is denied', 'check the credentials and rights of the volume'],
    [/wrong fs type|bad superblock|fsck/i, 'its file system cannot be read', 'see fsType and the device'],
    [
      /no such host|connection refused|no route to host/i,
      'its server cannot be reached',
      'check that the server answers from the node',
    ],
    [/not found|no such file|does not exist/i, 'it does not exist', 'create what is missing, or correct the reference'],
    [
      /exceeds? the (?:max|limit)|maximum number of (?:\w+ )?volumes/i,
      'the node has as many volumes attached as it can',
      'let the pod run on another node',
    ],
    [/unknown storage medium/, 'its medium is unknown', 'write medium: Memory, in this spelling, or leave medium out'],
    [/forbidden|unauthorized/i, 'the kubelet may not read it', "check the kubelet's rights"],
  ];
  const known = texts.find(([pattern]) => pattern.test(message));
  return {
    cause: `${known ? `${known[1]}: ` : ''}${innermost(message)}`,
    ...(source !== undefined && { field: `.${source}` }),
    next:
      known?.[2] ??
      (reason === 'FailedAttachVolume'
        ? 'check the storage driver and the volume'
        : 'check the volume and what it refers to'),
    ...(reason === 'FailedAttachVolume' && { command: kubectl`get volumeattachments` }),
  };
}

/** A limit of memory of a few bytes, as of a forgotten or a wrong suffix, by which the kubelet sizes the tmpfs of Secrets and tokens. */
function tinyLimit({ pod }: PodFacts): VolumeCause | undefined {
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, { resources }] of (pod.spec?.[list] ?? []).entries()) {
      for (const [kind, amounts] of Object.entries({ limits: resources?.limits, requests: resources?.requests })) {
        const written = entryOf(amounts, 'memory');
        const [, number, suffix] = /^(\d{1,5})(m|k|Ki|)$/.exec(String(written)) ?? [];
        if (number === undefined) continue;
        const isMilli = suffix === 'm';
        return {
          name: isMilli ? 'memory-in-millibytes' : 'memory-of-few-bytes',
          cause: `${kind}.memory: ${written} is ${isMilli ? `${Number(number) / 1000} bytes (m is a thousandth)` : `${number}${suffix ?? ''} bytes only`}, and the memory for its Secrets and tokens is no larger`,
          podField: `${list}[${index}].resources.${kind}.memory`,
          next: `write ${number}Mi for mebibytes, or ${number}M`,
        };
      }
    }
  }
  return undefined;
}

/** The source of the volume that names the object. */
function fieldOf(reference: Reference | undefined): { field?: string } {
  if (!reference) return {};
  const { path } = reference;
  return { field: `.${formatPath(path.slice(0, path[0] === 'projected' ? 3 : 1))}` };
}
