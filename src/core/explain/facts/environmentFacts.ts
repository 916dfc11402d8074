import type { FactTable } from './fieldFact';

const optional = {
  means: 'Whether the container starts without it.',
  absent: 'false: a missing object or key is CreateContainerConfigError.',
};

/** Facts on environment variables and where they come from. */
export const environmentFacts: FactTable = {
  EnvVar: {
    name: { means: 'The variable’s name; any printable ASCII but =.', readBy: ['kubelet: key in config.envs'] },
    value: {
      means: 'Its value; $(OTHER) is replaced by an earlier variable, $$(OTHER) is not.',
      readBy: ['kubelet: expands it just before CreateContainer'],
      absent: 'Empty, unless valueFrom is set.',
    },
    valueFrom: {
      means: 'Takes the value from elsewhere.',
      readBy: ['kubelet: just before CreateContainer'],
      absent: 'value is taken.',
    },
  },
  EnvVarSource: {
    configMapKeyRef: {
      means: 'One key of a ConfigMap.',
      readBy: ['kubelet: reads it just before CreateContainer; later changes are not seen'],
    },
    fieldRef: {
      means: 'A field of the pod: its name, namespace, uid, labels, annotations, node, account or addresses.',
      readBy: ['kubelet: just before CreateContainer'],
    },
    fileKeyRef: {
      means: 'A variable from a file that an init container has written into an emptyDir.',
      readBy: ['kubelet: reads the file just before CreateContainer'],
    },
    resourceFieldRef: {
      means: "A container's request or limit; without a limit, what the node can allocate.",
      readBy: ['kubelet: just before CreateContainer'],
    },
    secretKeyRef: {
      means: 'One key of a Secret.',
      readBy: ['kubelet: reads it just before CreateContainer; later changes are not seen'],
    },
  },
  EnvFromSource: {
    configMapRef: {
      means: 'The ConfigMap whose keys all become variables.',
      readBy: ['kubelet: just before CreateContainer'],
    },
    prefix: { means: 'Put before every key.', absent: 'The keys as they are.' },
    secretRef: {
      means: 'The Secret whose keys all become variables.',
      readBy: ['kubelet: just before CreateContainer'],
    },
  },
  ConfigMapEnvSource: { name: { means: "The ConfigMap, in the pod's namespace." }, optional },
  SecretEnvSource: { name: { means: "The Secret, in the pod's namespace." }, optional },
  ConfigMapKeySelector: {
    key: { means: 'The key in the ConfigMap.' },
    name: { means: "The ConfigMap, in the pod's namespace." },
    optional,
  },
  SecretKeySelector: {
    key: { means: 'The key in the Secret; its value is decoded from base64.' },
    name: { means: "The Secret, in the pod's namespace." },
    optional,
  },
  FileKeySelector: {
    key: { means: 'The variable’s name within the file.' },
    optional: { means: 'Whether the container starts without the file or key.', absent: 'false.' },
    path: { means: "The file's path within the volume, without `..`." },
    volumeName: { means: 'An emptyDir volume of the pod; the container need not mount it.' },
  },
  ObjectFieldSelector: {
    apiVersion: { means: 'The API version in which fieldPath is written.', absent: 'v1.' },
    fieldPath: {
      means: "metadata.name, metadata.labels['x'], spec.nodeName, status.podIP, …",
      readBy: [
        'API server: refuses a path that is not supported',
        'kubelet: status.podIP is known because the sandbox is up by then',
      ],
    },
  },
  ResourceFieldSelector: {
    containerName: {
      means: 'The container whose resources are meant; required in a volume.',
      absent: 'The container itself.',
    },
    divisor: { means: 'The unit of the result, which is rounded up: 1m, 1Mi, …', absent: '1: whole CPUs, bytes.' },
    resource: { means: 'limits.cpu, requests.memory, limits.ephemeral-storage, …' },
  },
};
