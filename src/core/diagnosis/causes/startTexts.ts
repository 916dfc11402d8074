import type { KnownText } from '../facts/knownText';

/** What an OCI runtime says when a process can not be started. */
export const startTexts: readonly [RegExp, KnownText][] = [
  [
    /OOM-?killed|memory limit too low/i,
    {
      cause: 'it runs out of memory before it starts (OOMKilled): its limit is too low',
      field: '.resources.limits[memory]',
      next: 'raise limits.memory',
    },
  ],
  [
    /nvidia-container-cli|nvidia-container-runtime|error running hook|createContainer hook|prestart hook/i,
    {
      cause:
        'a hook of the node’s runtime fails before its process starts, for example because a driver (NVIDIA) is missing',
      field: '.resources',
      next: 'check that the driver and its container toolkit are installed on the node and fit the image',
    },
  ],
  [
    /read-only file system/i,
    {
      cause:
        'a volume cannot be mounted: its mount point does not exist and cannot be created, because the file system there is read-only',
      field: '.volumeMounts',
      next: 'create the folder in the image, or mount at a path outside any other read-only mount',
    },
  ],
  [
    /mount a directory onto a file|error mounting|mountpoint/is,
    {
      cause: 'a volume cannot be mounted where mountPath says',
      field: '.volumeMounts',
      next: 'mount directories onto directories and files (subPath) onto files',
    },
  ],
  [
    /exec format error/i,
    {
      cause: 'its program is built for another kind of CPU (exec format error)',
      field: '.image',
      next: "use an image for the node's architecture, or begin the script with #!",
    },
  ],
  [
    // crun says it with the name, and of a name with a path, too.
    /executable file (?:`[^`/]*` )?not found/i,
    {
      cause: 'its command is not in the image (executable file not found)',
      field: '.command',
      next: 'correct command, or the PATH, or add the program to the image',
    },
  ],
  [
    /chdir to cwd|mkdir \S*cwd|working directory/i,
    {
      cause: 'its working directory does not exist or is not allowed',
      field: '.workingDir',
      next: 'correct workingDir, or create the directory in the image',
    },
  ],
  [
    /permission denied/i,
    {
      cause: 'its command may not be run (permission denied)',
      field: '.command',
      next: 'make the file executable in the image, or name a program instead of a directory',
    },
  ],
  [
    /no such file or directory/i,
    {
      cause: 'its command is not in the image (no such file)',
      field: '.command',
      next: 'correct command, or the first line of the script, or add the program to the image',
    },
  ],
  [
    /seccomp/i,
    {
      cause: 'its seccomp profile cannot be applied',
      field: '.securityContext.seccompProfile',
      next: 'correct the profile',
    },
  ],
  [
    /apparmor/i,
    {
      cause: 'its AppArmor profile cannot be applied',
      field: '.securityContext.appArmorProfile',
      next: 'load the profile on the node',
    },
  ],
  [
    /cgroup/i,
    {
      cause: 'its resources cannot be set (cgroup)',
      field: '.resources',
      next: 'check its requests and limits, and the node',
    },
  ],
];
