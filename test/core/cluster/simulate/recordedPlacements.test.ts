import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { defaultNode } from '../../../../src/core/scenario/defaultNode';
import type { NodeDescription } from '../../../../src/core/scenario/scenario';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';

/** What the scheduler of Kubernetes 1.37.2 did with the pods of a manifest, on several nodes of 4 CPUs and 16 GiB that run no kubelet. */
interface Placement {
  name: string;
  /** Of the first node, as far as it differs. */
  node?: Partial<NodeDescription>;
  nodes: Partial<NodeDescription>[];
  manifest: string;
  /** The node of each pod; '' is none. */
  placed: string[];
  /** Those of FailedScheduling. */
  messages: string[];
  /** Whether nodes were equally good, so that the scheduler drew lots: then only how many pods share a node is compared. */
  isTie?: boolean;
}

const placements = JSON.parse(
  readFileSync(new URL('../../../recordings/placements.json', import.meta.url), 'utf8'),
) as Placement[];

function crowds(nodes: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => a - b);
}

test.each(placements)('$name', ({ node = {}, nodes, manifest, placed, messages, isTie }) => {
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  const first = { ...node, labels: { ...defaultNode.labels, ...node.labels } };
  const { pods, events } = simulate({ objects, scenario: { node: first, nodes } });
  const ours = pods
    .filter(({ metadata }) => !metadata?.deletionTimestamp)
    .map(({ spec }) => spec?.nodeName ?? '')
    .sort();
  expect(isTie ? crowds(ours) : ours).toEqual(isTie ? crowds(placed) : placed.sort());
  const said = events.filter(({ reason }) => reason === 'FailedScheduling').map(({ message }) => String(message));
  expect([...new Set(said)].sort()).toEqual(messages);
});
