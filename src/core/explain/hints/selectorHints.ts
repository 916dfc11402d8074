import { entryOf } from '../../entryOf';
import type { Service } from '../../api/types';
import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { nearName } from '../../assumptions/nearName';
import { selectsLabels } from '../../api/labelSelector';
import type { Manifest } from '../../manifest/parseManifest';
import type { ManifestHint } from './manifestHint';
import { podOf } from '../../manifest/podOf';

/** Services whose selector chooses no pod that is known, and only just: a label's key or value is a letter or two off. */
export function selectorHints(manifest: Manifest, existing: readonly WrittenObject[] = []): ManifestHint[] {
  const services = manifest.documents.filter(({ text }) => text.includes('Service') && text.includes('selector'));
  const written = services.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Service'));
  if (written.length === 0) return [];
  const pods = [...manifest.objects.map(({ value }) => value), ...existing].flatMap((maker) => {
    const pod = podOf(maker);
    const labels = pod && declaredObject(pod).metadata?.labels;
    return labels ? [{ labels, namespace: declaredObject(maker).metadata?.namespace }] : [];
  });
  return written.flatMap((object): ManifestHint[] => {
    const { selector } = declaredObject<Service>(object.value).spec ?? {};
    const near = pods.filter(({ namespace }) => namespace === object.namespace);
    if (!selector || Object.keys(selector).length === 0 || near.some(({ labels }) => selectsLabels(selector, labels)))
      return [];
    for (const { labels } of near) {
      const wrong = Object.entries(selector).filter(([key, value]) => entryOf(labels, key) !== value);
      const [[key, value] = ['', '']] = wrong;
      if (wrong.length !== 1) continue;
      const own = entryOf(labels, key);
      const meantKey = own === undefined ? nearName(key, Object.keys(labels)) : undefined;
      const meant =
        own === undefined
          ? meantKey && `${meantKey}: ${entryOf(labels, meantKey)}`
          : nearName(value, [own]) && `${key}: ${own}`;
      const placed = object.rangeOf(['spec', 'selector', key]);
      if (meant === undefined || !placed) continue;
      const message = `No pod known here has the label ${key}: ${value}. Did you mean ${meant}?`;
      return [
        {
          severity: 'warning',
          code: 'selector-chooses-nothing',
          message,
          range: meantKey === undefined ? placed.value : (placed.key ?? placed.value),
        },
      ];
    }
    return [];
  });
}
