import type { FactTable, FieldFact } from './fieldFact';

const container: Record<string, FieldFact> = {
  args: {
    means: 'The arguments; $(NAME) is replaced by the container’s environment.',
    readBy: [
      'kubelet: expands and sends them as config.args',
      'runtime: appends them to command or to the image’s ENTRYPOINT',
    ],
    absent: "The image's CMD; none if command is set.",
  },
  command: {
    means: "What runs in place of the image's ENTRYPOINT; not through a shell.",
    readBy: ['kubelet: expands $(NAME) and sends it as config.command'],
    absent: "The image's ENTRYPOINT.",
  },
  env: {
    means: 'Environment variables; a later one may use an earlier one as $(NAME).',
    readBy: [
      'kubelet: resolves them just before CreateContainer; a missing ConfigMap or Secret is CreateContainerConfigError',
    ],
    absent: "Only the image's, the Services' and envFrom's.",
  },
  envFrom: {
    means: 'All keys of a ConfigMap or Secret as variables; env overrides them.',
    readBy: ['kubelet: reads the objects just before CreateContainer; later changes are not seen'],
    absent: 'None.',
  },
  image: {
    means: 'The image to run: registry/path:tag@digest.',
    readBy: [
      'API server: derives imagePullPolicy from the tag',
      'scheduler: prefers nodes that have it (ImageLocality)',
      'kubelet: image manager, just before CreateContainer',
    ],
    absent: 'Required in a pod; optional only if a controller fills it in.',
  },
  imagePullPolicy: {
    means: 'Whether the image is pulled: Always, IfNotPresent or Never.',
    readBy: ['kubelet: image manager, before each start of the container, restarts included'],
    absent: 'Always for the tag latest or no tag, else IfNotPresent.',
  },
  lifecycle: {
    means: 'Hooks after the start and before the stop, and the signal that stops it.',
    readBy: ['kubelet: runs postStart right after StartContainer and preStop before StopContainer'],
    absent: 'No hooks; SIGTERM or the image’s STOPSIGNAL.',
  },
  livenessProbe: {
    means: 'If it fails failureThreshold times in a row, the container is killed and restarted.',
    readBy: ['kubelet: a probe worker of its own, after startupProbe has passed'],
    absent: 'Alive as long as its process is.',
  },
  name: {
    means: "The container's name, unique in the pod; a DNS label.",
    readBy: ['kubelet: metadata.name, labels, log path, events’ field path', 'kubectl logs -c, exec -c'],
    absent: 'Required.',
  },
  ports: {
    means: 'Declares ports. Only hostPort changes the network; the others give Services and probes names to use.',
    readBy: [
      'scheduler: hostPorts must be free on the node',
      'kubelet: port_mappings of the sandbox, carried out by the CNI plugin',
    ],
    absent: 'Every port that the process opens is reachable anyway.',
  },
  readinessProbe: {
    means: 'Whether the container may get traffic.',
    readBy: ['kubelet: a probe worker; condition Ready, and with it the Service’s endpoints'],
    absent: 'Ready as soon as it has started.',
  },
  resizePolicy: {
    means: 'Whether an in-place change of cpu or memory restarts the container.',
    readBy: ['kubelet: when the resize subresource changes resources'],
    absent: 'NotRequired for both.',
  },
  resources: {
    means: 'Requests and limits of the container.',
    readBy: ['scheduler: requests', 'kubelet: linux.resources, QoS class, oom_score_adj'],
    absent: 'BestEffort, unless a LimitRange or the pod’s own resources set others.',
  },
  restartPolicy: {
    means: "The container's own restart policy; on an init container Always makes a sidecar.",
    readBy: ['kubelet: order of the start, restarts, and sidecars are stopped last'],
    absent: "The pod's restartPolicy; an init container is restarted only when it failed.",
  },
  restartPolicyRules: {
    means: 'Exit codes for which the container is restarted in place, whatever its restartPolicy says.',
    readBy: ['kubelet: the first rule that matches the exit code decides'],
    absent: 'restartPolicy alone decides.',
  },
  securityContext: {
    means: 'User, capabilities, seccomp and the like of this container; it overrides the pod’s.',
    readBy: ['API server: Pod Security checks it', 'kubelet: linux.security_context of CreateContainer'],
    absent: "The pod's securityContext and the runtime's defaults.",
  },
  startupProbe: {
    means: 'Until it passes, the other probes wait; if it fails for good, the container is restarted.',
    readBy: ['kubelet: first of the probe workers; status.started turns true with it'],
    absent: 'The container counts as started once it runs.',
    since: '1.18',
  },
  stdin: {
    means: 'Keeps standard input open for attach.',
    readBy: ['kubelet: config.stdin'],
    absent: 'Reads from standard input end at once.',
  },
  stdinOnce: {
    means: 'Closes standard input after the first client has left.',
    readBy: ['kubelet: config.stdin_once'],
    absent: 'It stays open for the next client.',
  },
  terminationMessagePath: {
    means: 'The file whose content becomes the message of the terminated container.',
    readBy: ['kubelet: mounts a file of its own there, and reads at most 4,096 bytes of it after the container ends'],
    absent: '/dev/termination-log.',
  },
  terminationMessagePolicy: {
    means: 'With FallbackToLogsOnError, the end of the log is used if the file is empty and the container failed.',
    readBy: ['kubelet: when it reads the terminated container’s status'],
    absent: 'File.',
  },
  tty: {
    means: 'Allocates a terminal; stdout and stderr then share one stream in the log.',
    readBy: ['kubelet: config.tty'],
    absent: 'No terminal.',
  },
  volumeDevices: {
    means: 'Raw block devices of volumes with volumeMode Block.',
    readBy: ['kubelet: maps the device and sends it as config.devices'],
    absent: 'None.',
  },
  volumeMounts: {
    means: "Where the pod's volumes appear in the container.",
    readBy: ['API server: each name must be one of the pod’s volumes', 'kubelet: config.mounts, in this order'],
    absent: 'Only the token, /etc/hosts and the termination log are mounted.',
  },
  workingDir: {
    means: 'The folder in which the process starts; the runtime creates it if it does not exist.',
    readBy: ['kubelet: config.working_dir'],
    absent: "The image's WORKDIR, or /.",
  },
};

const notEphemeral = (what: string): FieldFact => ({
  means: `${what} are not allowed for ephemeral containers.`,
  readBy: ['API server: refuses an ephemeral container that has it'],
});

/** Facts on containers of all three kinds and on what they hold directly. */
export const containerFacts: FactTable = {
  Container: container,
  EphemeralContainer: {
    ...container,
    lifecycle: notEphemeral('Hooks'),
    livenessProbe: notEphemeral('Liveness probes'),
    readinessProbe: notEphemeral('Readiness probes'),
    startupProbe: notEphemeral('Startup probes'),
    ports: notEphemeral('Ports'),
    resizePolicy: notEphemeral('Resize policies'),
    resources: notEphemeral('Requests and limits'),
    restartPolicy: notEphemeral('Restart policies'),
    restartPolicyRules: notEphemeral('Restart rules'),
    targetContainerName: {
      means: 'The container whose process namespace the debug container shares.',
      readBy: ['kubelet: namespace_options.pid becomes TARGET with that container’s id'],
      absent: "Its own process namespace, or the pod's if that is shared.",
      since: '1.23',
    },
  },
  ContainerPort: {
    containerPort: {
      means: 'The port on which the process listens; a declaration.',
      readBy: ['kubelet: container_port of a port mapping', 'Services and probes: by the port’s name'],
    },
    hostIP: {
      means: "The node's address on which hostPort is opened.",
      readBy: ['kubelet: host_ip of the port mapping'],
      absent: 'All of the node’s addresses.',
    },
    hostPort: {
      means: 'Opens this port on the node and forwards it to the container; only one pod per node can have it.',
      readBy: [
        'scheduler: the port must be free on the node',
        'kubelet: port_mappings of the sandbox',
        'CNI: the portmap plugin carries it out',
      ],
      absent: 'The port can be reached only on the pod’s address.',
    },
    name: {
      means: 'A name by which Services and probes can refer to the port; at most 15 characters.',
      absent: 'Only the number.',
    },
    protocol: { means: 'TCP, UDP or SCTP.', readBy: ['kubelet: protocol of the port mapping'], absent: 'TCP.' },
  },
  ContainerResizePolicy: {
    resourceName: { means: 'cpu or memory.' },
    restartPolicy: { means: 'NotRequired or RestartContainer, when this resource is resized.' },
  },
  ContainerRestartRule: {
    action: { means: 'What happens when the rule matches: Restart, or RestartAllContainers.' },
    exitCodes: { means: 'The exit codes for which the rule matches.' },
  },
  ContainerRestartRuleOnExitCodes: {
    operator: { means: 'In or NotIn the values.' },
    values: { means: 'Exit codes, at most 255 of them.' },
  },
  VolumeDevice: {
    devicePath: {
      means: 'Where the block device appears in the container.',
      readBy: ['kubelet: container_path of the device'],
    },
    name: { means: "The pod's volume; its claim must have volumeMode Block." },
  },
  VolumeMount: {
    bindMountOptions: {
      means: 'Options for the bind mount, such as noexec.',
      readBy: ['kubelet: sends them with the mount'],
      absent: "The runtime's defaults.",
    },
    mountPath: {
      means: 'The path in the container; it hides what the image has there.',
      readBy: ['API server: no two mounts at one path', 'kubelet: container_path'],
    },
    mountPropagation: {
      means: 'Whether mounts made later on one side appear on the other.',
      readBy: ['API server: Bidirectional only for privileged containers', 'kubelet: propagation'],
      absent: 'None (private).',
    },
    name: {
      means: "Which of the pod's volumes.",
      readBy: ['API server: refuses an unknown name', 'kubelet: the volume’s folder on the node becomes host_path'],
    },
    readOnly: {
      means: 'The container cannot write to it.',
      readBy: ['kubelet: readonly'],
      absent: 'Writable, as far as the volume is.',
    },
    recursiveReadOnly: {
      means: 'Makes the mounts below it read-only, too.',
      readBy: [
        'kubelet: recursive_read_only, where the runtime handler supports it; Enabled without support keeps the container from being created',
      ],
      absent: 'Disabled: mounts below a read-only mount may be writable.',
    },
    subPath: {
      means: 'A folder or file of the volume in place of its root; its content is not updated later.',
      readBy: ['kubelet: makes and binds the path before CreateContainer'],
      absent: "The volume's root.",
    },
    subPathExpr: {
      means: 'Like subPath, with $(NAME) from the environment.',
      readBy: ['kubelet: expands it; an unknown variable is CreateContainerConfigError'],
      absent: "subPath, or the volume's root.",
    },
  },
};
