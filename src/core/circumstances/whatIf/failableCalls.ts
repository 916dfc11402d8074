import type { FailureName } from '../../scenario/runtimes/containerRuntime';

/**
 * The calls that can be made to fail, each with what it is about and with what it usually fails: the CRI's methods by
 * their names, what the API server is asked as audit logs have it.
 */
export interface FailableCall {
  /** What its subject is. */
  about: 'pod' | 'container' | 'image';
  /** What it usually says then; of the runtime, what goes wrong in it usually. */
  fails: { text: string } | { failure: FailureName };
}

/** The name that stands for any pod, container or image. */
export const any = '*';

const database = 'etcdserver: request timed out';

export const failableCalls = {
  'create/pods': { about: 'pod', fails: { text: database } },
  'create/pods/binding': { about: 'pod', fails: { text: database } },
  'create/serviceaccounts/token': { about: 'pod', fails: { text: database } },
  'patch/pods/status': { about: 'pod', fails: { text: database } },
  'create/deployments': { about: 'pod', fails: { text: database } },
  'create/replicasets': { about: 'pod', fails: { text: database } },
  'create/statefulsets': { about: 'pod', fails: { text: database } },
  'create/daemonsets': { about: 'pod', fails: { text: database } },
  'create/jobs': { about: 'pod', fails: { text: database } },
  'create/cronjobs': { about: 'pod', fails: { text: database } },
  RunPodSandbox: { about: 'pod', fails: { failure: 'no-addresses' } },
  ImageStatus: { about: 'image', fails: { text: 'context deadline exceeded' } },
  PullImage: { about: 'image', fails: { failure: 'registry-fails' } },
  CreateContainer: { about: 'container', fails: { failure: 'no-command' } },
  StartContainer: { about: 'container', fails: { failure: 'start-fails' } },
  ExecSync: { about: 'container', fails: { failure: 'exec-not-found' } },
} as const satisfies Readonly<Record<string, FailableCall>>;

export type FailableName = keyof typeof failableCalls;
