/** What a pod's start can refer to, and the pods and workloads that may. */
const referred =
  /^[ \t-]*"?kind"?:\s*["']?(?:Pod|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob|ReplicationController|ConfigMap|Secret|PersistentVolumeClaim|PersistentVolume|ServiceAccount|Service|LimitRange|ResourceQuota|PriorityClass|RuntimeClass|StorageClass|ResourceClaim|ResourceClaimTemplate|DeviceClass|ClusterTrustBundle)\b/m;

/** How many files are looked at for objects that a manifest refers to, how large each may be, and all that have some. */
export const mostFiles = 300;
export const mostBytes = 300_000;
export const mostBytesInAll = 3_000_000;

/** Whether a text may have an object that takes part in the start of another file's pods; a quick look. */
export function mayBeReferred(text: string): boolean {
  return referred.test(text);
}
