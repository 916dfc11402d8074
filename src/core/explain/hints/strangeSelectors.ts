import { entryOf } from '../../entryOf';
import type { Service } from '../../api/types';
import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { nearName } from '../../assumptions/nearName';
import { selectsLabels } from '../../api/labelSelector';
import type { Manifest } from '../../manifest/parseManifest';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podOf } from '../../manifest/podOf';

/** A label that a Service asks for and no pod has, and the one that was meant. */
export interface StrangeSelector {
  service: ManifestObject;
  /** As the selector has them. */
  key: string;
  value: string;
  meant: { key: string; value: string };
}

/** Services whose selector chooses no pod that is known, and only just: a label's key or value is a letter or two off. */
export function strangeSelectors(manifest: Manifest, existing: readonly WrittenObject[] = []): StrangeSelector[] {
  const services = manifest.documents.filter(({ text }) => text.includes('Service') && text.includes('selector'));
  const written = services.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Service'));
  if (written.length === 0) return [];
  const pods = [...manifest.objects.map(({ value }) => value), ...existing].flatMap((maker) => {
    const pod = podOf(maker);
    const labels = pod && declaredObject(pod).metadata?.labels;
    return labels ? [{ labels, namespace: declaredObject(maker).metadata?.namespace }] : [];
  });
  return written.flatMap((service): StrangeSelector[] => {
    const { selector } = declaredObject<Service>(service.value).spec ?? {};
    const near = pods.filter(({ namespace }) => namespace === service.namespace);
    if (!selector || Object.keys(selector).length === 0 || near.some(({ labels }) => selectsLabels(selector, labels)))
      return [];
    for (const { labels } of near) {
      const wrong = Object.entries(selector).filter(([key, value]) => entryOf(labels, key) !== value);
      const [[key, value] = ['', '']] = wrong;
      if (wrong.length !== 1) continue;
      const meant = meantLabel(key, value, labels);
      if (meant) return [{ service, key, value, meant }];
    }
    return [];
  });
}

function meantLabel(
  key: string,
  value: string,
  labels: Readonly<Record<string, string>>,
): StrangeSelector['meant'] | undefined {
  const own = entryOf(labels, key);
  if (own !== undefined) return nearName(value, [own]) === undefined ? undefined : { key, value: own };
  const meant = nearName(key, Object.keys(labels));
  const other = meant === undefined ? undefined : entryOf(labels, meant);
  return meant === undefined || other === undefined ? undefined : { key: meant, value: other };
}
