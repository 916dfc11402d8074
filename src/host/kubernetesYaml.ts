import type { TextDocument } from 'vscode';

const podKind =
  /^[ \t-]*["']?kind["']?\s*:\s*["']?(?:Pod|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob|ReplicationController|PodTemplate|List|PodList)\b/m;

/** The languages of manifests; what a document holds is decided by its content. */
export const manifestLanguages = ['yaml', 'json', 'helm'] as const;

/** Whether a document may hold a Kubernetes object at all: a pod, or something that pods refer to. */
export function mayHoldObjects(document: Pick<TextDocument, 'languageId' | 'getText'>): boolean {
  if (!manifestLanguages.some((language) => language === document.languageId)) return false;
  const text = document.getText();
  return text.includes('apiVersion') && text.includes('kind');
}

/**
 * Whether a document may hold a pod or a workload: a look at its text that costs microseconds, so that
 * other YAML costs nothing more.
 */
export function mayHoldPods(document: Pick<TextDocument, 'languageId' | 'getText'>): boolean {
  if (!manifestLanguages.some((language) => language === document.languageId)) return false;
  const text = document.getText();
  return text.includes('apiVersion') && (podKind.test(text) || /"kind"\s*:\s*"/.test(text));
}

const topKind =
  /^kind[ \t]*:[ \t]*["']?(?:Pod|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob)["']?[ \t]*(?:#.*)?$/gm;

const allPodKinds = new RegExp(podKind, 'gm');

/** Whether a document looks like YAML with one workload, and no list: a look at its text, which may be wrong. */
export function looksLikeOneWorkload(document: Pick<TextDocument, 'languageId' | 'getText'>): boolean {
  if (document.languageId !== 'yaml') return false;
  const text = document.getText();
  return text.match(topKind)?.length === 1 && text.match(allPodKinds)?.length === 1;
}
