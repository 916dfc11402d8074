import type { LifecycleHandler } from '../api/types';
import { onOneLine } from '../onOneLine';
import { visibleText } from '../visibleText';
import type { VolumeContents } from '../cluster/kubelet/kuberuntime/volumeContents';
import { isOwn, places, subPathsOf } from './relocated';
import type { Replay, ReplayedContainer } from './replay';
import { shellWord } from './shellWord';

/** A variable's value that has the pod's address in it: what stands before, between and after it. */
export interface AddressedValue {
  mark: string;
  parts: readonly string[];
}

interface Marks {
  /** What stands for the folder of a run, and for the pod's address where that is anywhere. */
  run: string;
  ip: string | undefined;
  values: readonly AddressedValue[];
  notes: readonly string[];
}

/** A POSIX shell's script that starts a pod with crictl as its kubelet would, and takes it away again. */
export function replayScript(replay: Replay, marks: Marks): string {
  const { pod, containers } = replay;
  const title = `the pod ${pod.metadata?.namespace}/${pod.metadata?.name}`;
  const comment = (text: string): string => `# ${visibleText(onOneLine(text))}`;
  const hasOwnNetwork = pod.spec?.hostNetwork !== true;
  return `#!/bin/sh
${comment(`Starts ${title} with crictl, as its kubelet would ask the container runtime, and removes it again.`)}
#
#   sh replay.sh [up|down] [--root FOLDER]
#
# As root, on the node. crictl is taken from PATH, or CRICTL names it (1.29 or newer); it finds the runtime as it is
# configured, or by CONTAINER_RUNTIME_ENDPOINT. What is made lies in FOLDER/run (default: beside this script).
# A kubelet that runs on the node removes containers that no API server told it about: stop it first.
${marks.notes.map((note) => `${comment(note)}\n`).join('')}
set -eu
umask 022
LC_ALL=C
export LC_ALL

say() { printf '%s\\n' "$*" >&2; }
fail() {
  say "replay.sh: $*"
  exit 1
}
usage() {
  say 'usage: sh replay.sh [up|down] [--root FOLDER]'
  exit 2
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$here
command=up
while [ $# -gt 0 ]; do
  case $1 in
  up | down) command=$1 ;;
  --root)
    [ $# -ge 2 ] || usage
    mkdir -p -- "$2"
    root=$(CDPATH='' cd -- "$2" && pwd -P)
    shift
    ;;
  *) usage ;;
  esac
  shift
done
case $root in
*[!A-Za-z0-9_./-]*) fail "the path of the folder has more than letters, digits and _ . / -: name another with --root" ;;
esac
run=$root/run

# As long as the kubelet waits for an answer; crictl by itself waits for 2 seconds.
ctl() { "\${CRICTL:-crictl}" --timeout 2m "$@"; }
id_of() { cat -- "$run/ids/$1"; }

# render FILE TARGET: with what only this node knows
render() {
  sed -e "s|${marks.run}|$run|g" ${marks.ip === undefined ? '' : `-e "s|${marks.ip}|$address|g" `}\\
${marks.values.map(({ mark, parts }) => `    -e "s|${mark}|$(printf %s ${parts.map((part) => (part === '' ? '' : shellWord(part))).join('"$address"')} | base64 | tr -d '\\n')|g" \\\n`).join('')}    "$1" >"$2"
}

# Whether this crictl reads variables as base64 (1.36 and newer) or as text: only the former refuses what is no base64.
find_form() {
  printf '%s' '{"metadata":{"name":"form"},"image":{"image":"form"},"envs":[{"key":"FORM","value":"?"}]}' >"$run/form.json"
  case $(ctl create no-such-sandbox "$run/form.json" "$run/pod.json" 2>&1) in
  *'illegal base64'*) form=json ;;
  *) form=text.json ;;
  esac
}

# pull POLICY IMAGE
pull() {
  case $1 in
  Never) return ;;
  IfNotPresent) if ctl inspecti "$2" >/dev/null 2>&1; then return; fi ;;
  esac
  say "pulling $2"
  if [ -n "\${PULL_CREDS:-}" ]; then ctl pull --creds "$PULL_CREDS" --pod-config "$run/pod.json" "$2" >/dev/null
  else ctl pull --pod-config "$run/pod.json" "$2" >/dev/null; fi
}

# start NAME POLICY IMAGE
start() {
  pull "$2" "$3"
  mkdir -p -- "$run/logs/$1"
  render "$here/containers/$1.$form" "$run/containers/$1.json"
  ctl create "$(id_of .sandbox)" "$run/containers/$1.json" "$run/pod.json" >"$run/ids/$1"
  ctl start "$(id_of "$1")" >/dev/null
  say "started $1: $(id_of "$1")"
}

# finish NAME: waits until it has ended, and goes on only after exit code 0
finish() {
  while :; do
    state=$(ctl inspect -o go-template --template '{{.status.state}} {{.status.exitCode}}' "$(id_of "$1")")
    case $state in
    'CONTAINER_EXITED 0' | 'CONTAINER_EXITED <no value>') return ;;
    CONTAINER_EXITED*) fail "$1 ended with exit code \${state##* }; its output is in $run/logs/$1" ;;
    esac
    sleep 1
  done
}

# stop NAME SECONDS
stop() {
  [ -s "$run/ids/$1" ] || return 0
  ctl stop --timeout "$2" "$(id_of "$1")" >/dev/null || true
  ctl rm -f "$(id_of "$1")" >/dev/null || true
}

# part VOLUME PATH: a folder in it that a container mounts
part() { [ -e "$1/$2" ] || (umask 0 && mkdir -p -- "$1/$2"); }

up() {
  [ ! -e "$run" ] || fail "$run already exists: run sh replay.sh down first"
  mkdir -- "$run"
  chmod 0700 "$run"
  mkdir -- "$run/ids" "$run/containers" "$run/logs" "$run/termination-log"
${lines(volumeLines(replay), 2)}${marks.ip === undefined ? '' : '\n  address='}
  render "$here/pod.json" "$run/pod.json"
  find_form
  ctl runp${replay.handler === '' ? '' : ` --runtime ${shellWord(replay.handler)}`} "$run/pod.json" >"$run/ids/.sandbox"
  say "sandbox $(id_of .sandbox)"
${lines(hasOwnNetwork ? ownHosts(replay, marks) : hostsOfNode(replay), 2)}
${lines(containers.flatMap(containerLines), 2)}
  say 'everything is started: inspect it with crictl ps and crictl exec, remove it with sh replay.sh down'
}

down() {
  [ -d "$run" ] || fail "there is no $run: nothing was started there"
${lines(downLines(replay), 2)}
  rm -rf -- "$run"
}

case $command in
up) up ;;
down) down ;;
esac
`;
}

function lines(all: readonly string[], indent: number): string {
  return all.map((line) => ' '.repeat(indent) + line).join('\n');
}

const octal = (mode: number): string => `0${mode.toString(8)}`;
const inRun = (path: string): string => `"$run"/${shellWord(path)}`;

/** Makes the volumes, and gives files and folders the modes and owners that a kubelet gives them. */
function volumeLines(replay: Replay): string[] {
  const group = replay.pod.spec?.securityContext?.fsGroup;
  const parts = new Map(
    replay.containers.flatMap(subPathsOf).map(({ volume, path }) => [`${volume}/${path}`, { volume, path }]),
  );
  const volumes = replay.setUp.volumes.flatMap((volume) => {
    const own = isOwn(replay, volume.name);
    const folder = own ? inRun(places.volume(volume.name)) : shellWord(volume.hostPath);
    const made = own ? ownVolume(volume, folder, group) : nodeVolume(volume, folder);
    const named = [...parts.values()].filter((part) => part.volume === volume.name);
    return [...made, ...named.map(({ path }) => `part ${folder} ${shellWord(path)}`)];
  });
  const logs = replay.containers.map(({ name }) => inRun(places.terminationLog(name)));
  return [...volumes, ...logs.map((log) => `: >${log}`), ...logs.map((log) => `chmod 0666 ${log}`)];
}

/** pkg/volume/emptydir (setupDir), pkg/volume/util/atomic_writer.go and pkg/volume/volume_linux.go (changeFilePermission), 1.37. */
function ownVolume(volume: VolumeContents, folder: string, group: number | undefined): string[] {
  const isShared = group !== undefined && volume.kind !== 'outside';
  const isWritten = volume.kind !== 'files';
  const made = [`mkdir -p -- ${folder}`];
  if (volume.memory) {
    const { limit } = volume.memory;
    made.push(`mount -t tmpfs ${limit === undefined ? '' : `-o size=${shellWord(limit)} `}tmpfs ${folder}`);
  }
  const folders = new Set<string>();
  for (const { path } of volume.files)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.add(path.slice(0, at));
  for (const one of folders) made.push(`mkdir -p -- ${folder}/${shellWord(one)}`);
  for (const { path, mode, user } of volume.files) {
    const file = `${folder}/${shellWord(path)}`;
    made.push(`cp -- "$here"/${shellWord(`${places.volume(volume.name)}/${path}`)} ${file}`);
    made.push(`chmod ${octal(isShared ? mode | 0o440 : mode)} ${file}`);
    if (user !== undefined) made.push(`chown ${user} ${file}`);
  }
  const shared = isShared ? (isWritten ? 0o2770 : 0o2550) : 0;
  if (isShared) made.push(`chgrp -R ${group} ${folder}`);
  for (const one of folders) made.push(`chmod ${octal(0o755 | shared)} ${folder}/${shellWord(one)}`);
  // A file system in memory has the sticky bit from the start, and the kubelet leaves it.
  made.push(`chmod ${octal(0o777 | shared | (volume.memory ? 0o1000 : 0))} ${folder}`);
  return made;
}

function nodeVolume({ creates }: VolumeContents, path: string): string[] {
  if (creates === 'Directory') return [`[ -e ${path} ] || mkdir -p -- ${path}`];
  return creates === 'File' ? [`[ -e ${path} ] || : >${path}`] : [];
}

const entry = (words: readonly string[]): string => `printf '%s\\n' ${words.map(shellWord).join(' ')}`;

/** pkg/kubelet/kubelet_pods.go (managedHostsFileContent and hostsEntriesFromHostAliases), 1.37. */
function ownHosts({ setUp: { hostname, domain }, pod }: Replay, { ip }: Marks): string[] {
  const names = [...(domain === '' ? [] : [`${hostname}.${domain}`]), hostname].join('\t');
  const first = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
  ];
  return [
    `addresses=$(ctl inspectp -o go-template --template '{{.status.network.ip}}{{range .status.network.additionalIps}} {{.ip}}{{end}}' "$(id_of .sandbox)")`,
    ...(ip === undefined ? [] : ['address=${addresses%% *}']),
    '{',
    `  ${entry(first)}`,
    `  for one in $addresses; do printf '%s\\t%s\\n' "$one" ${shellWord(names)}; done`,
    ...aliases(pod.spec?.hostAliases),
    `} >"$run/${places.hosts}"`,
  ];
}

function hostsOfNode({ pod }: Replay): string[] {
  return [
    '{',
    `  ${entry(['# Kubernetes-managed hosts file (host network).'])}`,
    '  cat /etc/hosts',
    ...aliases(pod.spec?.hostAliases),
    `} >"$run/${places.hosts}"`,
  ];
}

function aliases(all: readonly { ip?: string; hostnames?: string[] }[] = []): string[] {
  if (all.length === 0) return [];
  const own = all.map(({ ip = '', hostnames = [] }) => [ip, ...hostnames].join('\t'));
  return [`  ${entry(['', '# Entries added by HostAliases.', ...own])}`];
}

function containerLines({ name, role, spec, config }: ReplayedContainer): string[] {
  const image = config.image?.user_specified_image ?? config.image?.image ?? '';
  const started = [
    ...(config.mounts ?? []).flatMap(({ image: mounted }) => {
      const reference = mounted?.user_specified_image ?? mounted?.image;
      return reference === undefined ? [] : [`pull IfNotPresent ${shellWord(reference)}`];
    }),
    `start ${shellWord(name)} ${shellWord(spec.imagePullPolicy ?? 'IfNotPresent')} ${shellWord(image)}`,
    ...hookLines(spec.lifecycle?.postStart, name, `fail ${shellWord(`the postStart hook of ${name} failed`)}`),
  ];
  return role === 'init' ? [...started, `finish ${shellWord(name)}`] : started;
}

/** A hook that needs no network. */
function hookLines(hook: LifecycleHandler | undefined, name: string, otherwise: string): string[] {
  if (hook?.sleep) return [`sleep ${Math.max(0, hook.sleep.seconds)}`];
  const command = hook?.exec?.command ?? [];
  if (command.length === 0) return [];
  return [`ctl exec --sync "$(id_of ${shellWord(name)})" ${command.map(shellWord).join(' ')} || ${otherwise}`];
}

/** As a kubelet ends a pod: its containers together, sidecars after the others in the opposite order. */
function downLines({ containers, setUp, pod }: Replay): string[] {
  const grace = String(pod.spec?.terminationGracePeriodSeconds ?? 30);
  const inOrder = [...containers.filter(({ role }) => role === 'main'), ...containers.filter(({ role }) => role !== 'main').reverse()]; // prettier-ignore
  return [
    ...inOrder.flatMap(({ name, spec }) => [
      ...hookLines(spec.lifecycle?.preStop, name, ':').map(
        (hook) => `if [ -s ${inRun(`ids/${name}`)} ]; then ${hook}; fi`,
      ),
      `stop ${shellWord(name)} ${grace}`,
    ]),
    'if [ -s "$run/ids/.sandbox" ]; then',
    '  ctl stopp "$(id_of .sandbox)" >/dev/null || true',
    '  ctl rmp -f "$(id_of .sandbox)" >/dev/null || true',
    'fi',
    ...setUp.volumes.filter(({ memory }) => memory).map(({ name }) => `umount ${inRun(places.volume(name))} || true`),
  ];
}
