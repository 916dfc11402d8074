import type { KnownText } from '../facts/knownText';

/** What the runtime says when it creates, or the kubelet when it makes up the configuration (1.18 to 1.37). */
export const creationTexts: readonly [RegExp, KnownText][] = [
  [
    /runAsUser breaks non-root policy/,
    {
      cause: 'runAsNonRoot forbids it to run as runAsUser 0',
      field: '.securityContext',
      next: 'set runAsUser to another user than 0',
    },
  ],
  [
    /image will run as root/,
    {
      cause: 'runAsNonRoot forbids it, and the image runs as root',
      field: '.securityContext',
      next: 'set runAsUser, or USER in the image, to a number other than 0',
    },
  ],
  [
    /image has non-numeric user/,
    {
      cause: 'runAsNonRoot cannot be checked: the user of the image is a name, not a number',
      field: '.securityContext',
      next: 'set runAsUser to the number of that user, or write the number in the image',
    },
  ],
  [
    /missing value for/,
    {
      cause: 'subPathExpr uses a variable that the container does not have',
      field: '.volumeMounts',
      next: 'add the variable to env, or correct subPathExpr',
    },
  ],
  [
    /sub-?path/i,
    {
      cause: 'the subPath of a volume mount cannot be made ready',
      field: '.volumeMounts',
      next: 'check that the path is within the volume and can be created there',
    },
  ],
  [
    /cannot find volume/,
    { cause: 'a volume that it mounts is missing', field: '.volumeMounts', next: 'correct the name of the volume' },
  ],
  [
    /env file|FileKeyRef|not found in file/,
    {
      cause: 'a variable cannot be read from its file',
      field: '.env',
      next: 'check that an earlier container writes the file with that key',
    },
  ],
  [
    /services have not yet been read/,
    {
      cause: 'the kubelet has not read the Services yet',
      next: 'wait; if nothing changes, check whether the kubelet reaches the API server',
    },
  ],
  [
    /failed to sync (configmap|secret) cache/,
    {
      cause: 'the kubelet has not read its ConfigMap or Secret yet',
      field: '.env',
      next: 'wait; if nothing changes, check whether the kubelet reaches the API server',
    },
  ],
  [
    /received message larger than max/,
    {
      cause:
        'its request is larger than the runtime takes: variables that hold other variables may double from one to the next',
      field: '.env',
      next: 'make env, command and args shorter, or put what is long into a file (ConfigMap volume)',
    },
  ],
  [
    /name \S+ is reserved|already in use by container/i,
    {
      cause: 'the runtime still has an earlier container of that name',
      next: 'wait; if nothing changes, restart the runtime on the node',
    },
  ],
  [
    /no command specified/i,
    { cause: 'neither the image nor the manifest says what to run', field: '.command', next: 'set command' },
  ],
  [
    /unable to find user|no users? found|no matching entries in passwd/i,
    {
      cause: 'the image does not have its user',
      field: '.securityContext',
      next: 'set runAsUser to a number, or add the user to the image',
    },
  ],
  [
    /unable to find group|no matching entries in group/i,
    {
      cause: 'the image does not have its group',
      field: '.securityContext',
      next: 'set runAsGroup to a number, or add the group to the image',
    },
  ],
  [
    /RROUnsupported|recursive read-only/i,
    {
      cause: 'the node cannot mount recursively read-only',
      field: '.volumeMounts',
      next: 'leave recursiveReadOnly out, or use another node',
    },
  ],
  [
    /ImageVolumeMountFailed/i,
    {
      cause: 'an image volume cannot be mounted',
      field: '.volumeMounts',
      next: 'check the image, and whether runtime and file system can do it',
    },
  ],
  [
    /seccomp/i,
    {
      cause: 'its seccomp profile cannot be loaded',
      field: '.securityContext.seccompProfile',
      next: 'put the profile onto the node, or correct its name',
    },
  ],
  [
    /apparmor/i,
    {
      cause: 'its AppArmor profile cannot be applied',
      field: '.securityContext.appArmorProfile',
      next: 'load the profile on the node, or correct its name',
    },
  ],
  [
    /unknown capability|capabilit/i,
    {
      cause: 'the runtime does not know one of its capabilities',
      field: '.securityContext.capabilities',
      next: 'write capabilities without CAP_, as the kernel has them',
    },
  ],
  [/no space left/i, { cause: "the node's disk is full", next: 'free space on the node' }],
  [
    /^container \S+ not found$/,
    {
      cause: 'a resourceFieldRef names a container that the pod does not have',
      field: '.env',
      next: 'correct containerName of the resourceFieldRef',
    },
  ],
  [
    /device|CDI/i,
    {
      cause: 'a device that it asks for cannot be allocated to it',
      field: '.resources',
      next: 'check the device plugin on the node',
    },
  ],
  [
    /failed to stat "?(\/|[A-Z]:)|failed to mkdir/i,
    {
      cause: 'the source of a mount is not on the node (hostPath), or cannot be created there',
      field: '.volumeMounts',
      next: 'create the path on the node, or use type DirectoryOrCreate',
    },
  ],
  [
    /mount|hostPath/i,
    { cause: 'a mount cannot be made', field: '.volumeMounts', next: 'check what is at the path on the node' },
  ],
  [
    /DeadlineExceeded|deadline exceeded|timed? ?out/i,
    { cause: 'the runtime takes too long to create it', next: 'check the runtime and the disk of the node' },
  ],
];
