import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/**
 * What kubectl get pods,events,replicasets,deployments -o json saved of a real cluster of 1.37.2 before (`one`) and after
 * (`two`) a rollout: ten replicas, whose second image took 2.5 s to pull instead of 0.2 s, one pull at a time; and its node.
 */
export const rollout = JSON.parse(
  brotliDecompressSync(readFileSync(new URL('./rollout.json.br', import.meta.url))).toString('utf8'),
) as Record<'one' | 'two' | 'nodes', object>;
