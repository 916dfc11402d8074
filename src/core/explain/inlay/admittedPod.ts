import type { Pod } from '../../api/types';
import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { knownObjects } from '../../assumptions/known';
import { controlPlaneRelease } from '../../circumstances/controlPlaneRelease';
import { worldOf } from '../../circumstances/worldOf';
import { sizeError } from '../../cluster/apiserver/sizeError';
import { storedForm } from '../../cluster/apiserver/storedForm';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { podOf, type WrittenPod } from '../../manifest/podOf';
import { isClusterWide } from '../../manifest/references';
import type { ExplainOptions } from '../difference/explainedPod';
import { isSameList } from '../difference/fieldEffects';
import { startPod } from '../difference/podStart';
import { asMeant, wordsOf } from '../meaning/asMeant';

/** A pod before and after the API server took it. */
export interface AdmittedPod {
  /** As the manifest has it. */
  written: WrittenPod;
  /** As it is sent: with something in place of template expressions and placeholders. */
  sent: WrittenPod;
  /** As it is stored, before it is scheduled; of a pod that is refused, with its defaults alone. */
  stored: Pod;
  isRefused: boolean;
}

/** The kinds by which admission fills something into a pod (the plugins in cluster/apiserver/admission). */
const admissionKinds: readonly string[] = ['LimitRange', 'ServiceAccount', 'RuntimeClass', 'PriorityClass'];
const namesKind = new RegExp(admissionKinds.join('|'));

interface Known {
  key: string;
  objects: readonly WrittenObject[];
  admitted: AdmittedPod;
}

const admittedPods = new WeakMap<WrittenPod, Known>();

/**
 * The pod of an object as the simulated API server stores it. Only what admission reads is there with it, and nothing is
 * simulated after its creation, so that it takes a millisecond. Undefined for an object that makes no pod, and for one
 * that is too large.
 */
export function admittedPod(
  manifest: Manifest,
  object: ManifestObject,
  options: ExplainOptions,
): AdmittedPod | undefined {
  const written = podOf(object.value);
  if (!written || sizeError(written)) return undefined;
  const { existing = [], ...circumstances } = options;
  const namespace = object.namespace ?? options.namespace ?? 'default';
  const objects = admissionObjects(manifest, existing, namespace);
  const key = JSON.stringify(circumstances);
  const known = admittedPods.get(written);
  if (known?.key === key && isSameList(known.objects, objects)) return known.admitted;

  const sent = asMeant(written);
  const meant = objects.map(asMeant);
  const start = startPod(sent, meant, {
    world: worldOf([asMeant(object.value)], knownObjects(meant, options.namespace ?? 'default'), circumstances),
    seconds: 0,
    kubernetes: options.kubernetes,
    namespace: options.namespace,
    words: wordsOf([sent]),
  });
  const stored = start.stored ?? storedForm(declaredObject<Pod>(sent), 'Pod', controlPlaneRelease(options));
  const admitted = { written, sent, stored, isRefused: start.stored === undefined };
  admittedPods.set(written, { key, objects, admitted });
  return admitted;
}

/** What of the manifest and the workspace admission reads in a namespace; documents without such kinds are not parsed. */
function admissionObjects(
  manifest: Manifest,
  existing: readonly WrittenObject[],
  namespace: string,
): readonly WrittenObject[] {
  const counts = (kind: string, own: string | undefined): boolean =>
    admissionKinds.includes(kind) && ((own ?? namespace) === namespace || isClusterWide(kind));
  const own = manifest.documents
    .filter(({ text }) => namesKind.test(text))
    .flatMap(({ objects }) => objects.filter((one) => counts(one.kind, one.namespace)));
  const isOwn = (kind: string, name: string | undefined): boolean =>
    own.some((one) => one.kind === kind && one.name === name);
  const others = existing.filter((one) => {
    const { kind = '', metadata } = declaredObject(one);
    return counts(kind, metadata?.namespace) && !isOwn(kind, metadata?.name);
  });
  return [...own.map(({ value }) => value), ...others];
}
