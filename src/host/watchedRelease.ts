import { EventEmitter } from 'vscode';
import type { ClusterRelease } from '../core/observe/clusterRelease';

let told: string | undefined;
const changes = new EventEmitter<void>();

/** Happens when the cluster that is watched tells another release. */
export const onDidChangeWatchedRelease = changes.event;

/** What the cluster that was watched last says of its release: `v1.34.4`; undefined where none was. */
export function watchedRelease(): string | undefined {
  return told;
}

/** Remembers the release of the cluster that is watched. */
export function tellWatchedRelease({ kubelet, server }: ClusterRelease): void {
  const release = kubelet ?? server;
  if (release === undefined || release === told) return;
  told = release;
  changes.fire();
}
