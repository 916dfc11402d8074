/** Who causes a difference on a node. */
export type Cause = 'spec' | 'values' | 'node' | 'runtime' | 'image' | 'handler' | 'injected' | 'unknown';

/** What each means, in a sentence; all of them are inferred, for nothing that crictl prints says who did it. */
export const causeWords: Readonly<Record<Cause, string>> = {
  spec: 'the pod in the cluster differs from the manifest: a webhook or a person changed it',
  values:
    'the kubelet asked for it: what the pod refers to (ConfigMap, Secret, Service, its own fields) has another value there',
  node: 'the kubelet asked for it: its configuration or the node itself differs',
  runtime: 'a default of the container runtime',
  image: 'the image says so',
  handler: 'another runtime handler (RuntimeClass)',
  injected: 'the request does not have it: an NRI plugin, a CDI device or a hook of the runtime added it',
  unknown: 'the container differs from its request',
};

/** One difference on a node. */
export interface NodeDifference {
  /** The field of the request, or of the OCI runtime's configuration: `envs[COLOR]`, `oci mounts[/usr/bin/tool]`. */
  field: string;
  /** Undefined where there is nothing of it. */
  predicted?: string;
  found?: string;
  cause: Cause;
}
