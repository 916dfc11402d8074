/**
 * Replaces what no one can know beforehand (uids, generated suffixes and hashes, times, ids, addresses), so that
 * a recording and a simulation of it can be held side by side.
 */
export function withoutUnknowable(
  value: unknown,
  { namespace, manifest, pod }: { namespace: string; manifest: string; pod: string },
): unknown {
  const named = new Set([...manifest.matchAll(/^\s*name:\s*["']?([\w.-]+)/gm)].map((match) => match[1]));
  const digests = new Set(manifest.match(/sha256:[0-9a-f]{64}/g));
  let text = JSON.stringify(value).replaceAll(namespace, '<ns>');
  if (pod && !named.has(pod)) text = text.replaceAll(pod, '<pod>');
  text = text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<x>')
    .replace(/sha256:[0-9a-f]{64}/g, (digest) => (digests.has(digest) ? digest : '<image>'))
    .replace(/\b[0-9a-f]{64}\b/g, '<id>')
    .replace(/\b10\.96\.(?!0\.(?:1|10)\b)\d+\.\d+/g, '<serviceIP>')
    .replace(/\b10\.244\.\d+\.\d+/g, '<podIP>')
    .replace(/(\/containers\/[^/"]+\/)[0-9a-f]{8}(?=")/g, '$1<file>')
    .replace(/"(kubernetes\.io\/config\.seen|host_id)":("[^"]*"|\d+)/g, '"$1":"<chance>"')
    .replace(/"(pod-template-hash|controller-revision-hash|pod-template-generation)":"[^"]*"/g, '"$1":"<hash>"')
    .replace(/"(pod_sandbox_id|container_id|target_id)":"[^"]*"/g, '"$1":"<id>"')
    .replace(/\b(web|shop)-[0-9a-z]{8,10}\b(?!\.)/g, '$1-<hash>');
  return JSON.parse(text) as unknown;
}

/** Lists whose order is that of a Go map are sorted; objects' keys too. */
export function sortedDeep(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sortedDeep(item, key));
    const bySort = key === 'options' || key === 'hugepage_limits' || key === 'envs';
    return bySort ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sortedDeep(item, name)]));
}
