/**
 * The calls that can be made to fail, each with what it is about and with what it usually fails: the CRI's methods by
 * their names, what the API server is asked as audit logs have it.
 */
export interface FailableCall {
  /** What its subject is. */
  about: 'pod' | 'container' | 'image';
  /** What containerd says, or the API server. */
  text: string;
  /** What CRI-O says, where it differs. */
  crio?: string;
}

/** The name that stands for any pod, container or image. */
export const any = '*';

const database = 'etcdserver: request timed out';

export const failableCalls = {
  'create/pods': { about: 'pod', text: database },
  'create/pods/binding': { about: 'pod', text: database },
  'create/serviceaccounts/token': { about: 'pod', text: database },
  'patch/pods/status': { about: 'pod', text: database },
  'create/deployments': { about: 'pod', text: database },
  'create/replicasets': { about: 'pod', text: database },
  'create/statefulsets': { about: 'pod', text: database },
  'create/daemonsets': { about: 'pod', text: database },
  'create/jobs': { about: 'pod', text: database },
  'create/cronjobs': { about: 'pod', text: database },
  RunPodSandbox: {
    about: 'pod',
    text: 'failed to setup network for sandbox: plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254',
    crio: 'failed to create pod network sandbox: plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254',
  },
  ImageStatus: { about: 'image', text: 'context deadline exceeded' },
  PullImage: {
    about: 'image',
    text: 'failed to pull and unpack image: failed to resolve reference: unexpected status from HEAD request: 503 Service Unavailable',
    crio: 'initializing source: reading manifest: received unexpected HTTP status: 503 Service Unavailable',
  },
  CreateContainer: {
    about: 'container',
    text: 'failed to generate container spec: failed to generate spec: no command specified',
    crio: 'no command specified',
  },
  StartContainer: {
    about: 'container',
    text: 'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app": stat /app: no such file or directory',
    crio: 'starting container failed: runc start failed: unable to start container process: error during container init: exec: "/app": stat /app: no such file or directory',
  },
  ExecSync: {
    about: 'container',
    text: 'failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: executable file not found in $PATH',
    crio: 'command error: exec failed: unable to start container process: exec: executable file not found in $PATH',
  },
} as const satisfies Readonly<Record<string, FailableCall>>;

export type FailableName = keyof typeof failableCalls;
