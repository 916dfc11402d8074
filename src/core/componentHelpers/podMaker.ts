import { entryOf } from '../entryOf';

/** The service accounts of the controllers that make pods (cmd/kube-controller-manager/app, 1.37), by the owner's kind. */
const makers: Readonly<Record<string, string>> = {
  ReplicaSet: 'replicaset-controller',
  ReplicationController: 'replication-controller',
  StatefulSet: 'statefulset-controller',
  DaemonSet: 'daemon-set-controller',
  Job: 'job-controller',
};

/** Who makes the pods of an owner of this kind, as an audit log names it; undefined for a kind of others. */
export function podMaker(kind: string): string | undefined {
  return entryOf(makers, kind);
}
