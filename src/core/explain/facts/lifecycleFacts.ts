import type { FactTable } from './fieldFact';

/** Facts on probes, hooks and what they do. */
export const lifecycleFacts: FactTable = {
  Probe: {
    exec: {
      means: 'Runs a command in the container; exit code 0 is success.',
      readBy: ['kubelet: ExecSync for every turn'],
      absent: 'Another kind of probe.',
    },
    failureThreshold: {
      means: 'How many failures in a row count as failed.',
      readBy: ['kubelet: the worker of this probe'],
      absent: '3.',
    },
    grpc: {
      means: 'Calls the gRPC health service; SERVING is success.',
      readBy: ['kubelet: connects to the pod’s address from the node'],
      absent: 'Another kind of probe.',
      since: '1.24',
    },
    httpGet: {
      means: 'An HTTP GET; 200 to 399 is success.',
      readBy: ['kubelet: connects to the pod’s address from the node'],
      absent: 'Another kind of probe.',
    },
    initialDelaySeconds: {
      means: 'Seconds after the container’s start before the first attempt.',
      readBy: ['kubelet: the worker of this probe'],
      absent: '0.',
    },
    periodSeconds: {
      means: 'Seconds from turn to turn.',
      readBy: [
        'kubelet: probe worker; the first attempt comes at a random moment within one period only if the kubelet itself has just restarted',
      ],
      absent: '10.',
    },
    successThreshold: {
      means: 'How many successes in a row count as passed; 1 for liveness and startup.',
      readBy: ['kubelet: the worker of this probe'],
      absent: '1.',
    },
    tcpSocket: {
      means: 'Opens a TCP connection; an accepted connection is success.',
      readBy: ['kubelet: connects to the pod’s address from the node'],
      absent: 'Another kind of probe.',
    },
    terminationGracePeriodSeconds: {
      means: 'The grace period when this probe kills the container, in place of the pod’s.',
      readBy: ['kubelet: timeout of StopContainer'],
      absent: "The pod's terminationGracePeriodSeconds.",
      since: '1.25',
    },
    timeoutSeconds: {
      means: 'An attempt that takes longer is a failure.',
      readBy: ['kubelet: probe worker; timeout of ExecSync'],
      absent: '1.',
    },
  },
  Lifecycle: {
    postStart: {
      means:
        'Runs right after the start, in parallel with the process; the container is not Running before the hook has ended.',
      readBy: ['kubelet: after StartContainer; a failure kills the container (FailedPostStartHook)'],
      absent: 'Nothing.',
    },
    preStop: {
      means: 'Runs before the stop signal, within the grace period.',
      readBy: ['kubelet: before StopContainer; not when the container ended by itself'],
      absent: 'The stop signal comes at once.',
    },
    stopSignal: {
      means: 'The signal that asks the process to stop; spec.os.name must be set.',
      readBy: ['kubelet: stop_signal of CreateContainer'],
      absent: "The image's STOPSIGNAL, or SIGTERM.",
    },
  },
  LifecycleHandler: {
    exec: { means: 'A command in the container.', readBy: ['kubelet: ExecSync'] },
    httpGet: { means: 'An HTTP request to the container.', readBy: ['kubelet: sends it from the node'] },
    sleep: {
      means: 'Just waits.',
      readBy: ['kubelet: waits itself; the container needs no sleep program'],
    },
    tcpSocket: { means: 'Not supported for hooks; kept for old manifests, and fails when it runs.' },
  },
  ExecAction: {
    command: { means: 'The command and its arguments, run without a shell.', readBy: ['kubelet: cmd of ExecSync'] },
  },
  GRPCAction: {
    mode: {
      means: 'How the connection is made.',
      absent: 'Plain text.',
    },
    port: { means: 'The port of the gRPC service; a number.' },
    service: { means: 'The service named in the health request.', absent: 'The empty name: the server as a whole.' },
  },
  HTTPGetAction: {
    host: { means: 'The host to connect to; rarely needed.', absent: "The pod's address." },
    httpHeaders: { means: 'Headers of the request; set Host here, too.', absent: 'User-Agent and Accept only.' },
    path: { means: 'The path that is requested.', absent: '/.' },
    port: {
      means: "A number, or the name of one of the container's ports.",
      readBy: ['kubelet: an unknown name makes every attempt fail'],
    },
    protocol: {
      means: 'The version of HTTP that is spoken.',
      absent: 'HTTP/1.1.',
    },
    scheme: { means: 'HTTP or HTTPS; certificates are not verified.', absent: 'HTTP.' },
  },
  TCPSocketAction: {
    host: { means: 'The host to connect to.', absent: "The pod's address." },
    port: { means: "A number, or the name of one of the container's ports." },
  },
  SleepAction: { seconds: { means: 'How many seconds to wait.' } },
  HTTPHeader: { name: { means: "The header's name." }, value: { means: "The header's value." } },
};
