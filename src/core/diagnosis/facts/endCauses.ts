import type { CauseName } from './causeTable';
import type { ContainerStateTerminated } from '../../api/types';
import { entryOf } from '../../entryOf';
import { commandField } from './commandField';
import type { ContainerFacts } from './podFacts';
import { programExit } from './programExits';

/** Why a container ended, its words to follow "it". */
export interface EndCause {
  name: CauseName;
  cause: string;
  /** Within the container, with its dot. */
  field: string;
  next: string;
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 9: 'SIGKILL', 11: 'SIGSEGV', 13: 'SIGPIPE', 14: 'SIGALRM', 15: 'SIGTERM',
}; // prettier-ignore

const signalAdvice: Readonly<Record<number, string>> = {
  4: 'check whether the program was built for a newer kind of CPU than the node has',
  6: 'read its log: the program aborted, mostly after a failed check or for lack of memory',
  7: 'read its log: often /dev/shm is full, or a file on a volume was truncated',
  11: 'read its log: the program accesses memory that it may not access',
};

/** What an exit code, a reason and a last message tell of an end (pkg/kubelet/container and the runtimes' own reasons). */
export function endCause(ended: ContainerStateTerminated, container: ContainerFacts): EndCause {
  const { exitCode, reason, message = '' } = ended;
  const command = commandField(container);
  const said = message.trim() === '' ? '' : `: ${message.trim()}`;
  if (reason === 'OOMKilled') return outOfMemory(container);
  if (reason === 'ContainerStatusUnknown' || (reason === 'Unknown' && exitCode === 255))
    return {
      name: 'container-lost',
      cause: `was lost: the runtime no longer knows how it ended (${reason}), for example after a restart of the node or its runtime`,
      field: '',
      next: 'check whether the node was restarted or its disk filled up',
    };
  if (/exec format error/i.test(message))
    return {
      name: 'wrong-architecture',
      cause: `ends with exit code ${exitCode}, because its program is built for another kind of CPU than the node has (wrong architecture or platform)${said}`,
      field: '.image',
      next: "use an image for the node's architecture (nodeSelector kubernetes.io/arch, or a build for several platforms); a script has to begin with #!",
    };
  if (exitCode === 0 && container.list === 'containers' && container.spec?.restartPolicy === 'Always')
    return {
      name: 'container-completes',
      cause:
        'ends by itself with exit code 0, and its own restartPolicy Always starts it again, so that the pod never completes',
      field: '.restartPolicy',
      next: 'make a container that helps the others a native sidecar: move it to initContainers and keep restartPolicy: Always',
    };
  if (exitCode === 0)
    return {
      name: 'container-completes',
      cause: 'ends by itself with exit code 0, and restartPolicy Always starts it again',
      field: command,
      next: 'run something that stays, or make it a Job',
    };
  const signal = exitCode > 128 ? exitCode - 128 : (ended.signal ?? 0);
  const name = signals[signal] ?? (signal > 0 && signal < 65 ? `signal ${signal}` : undefined);
  if (name !== undefined && exitCode !== 255)
    return {
      name: 'container-signalled',
      cause: `is terminated by ${name} (exit code ${exitCode})${said}`,
      field: command,
      next: adviceOnSignal(signal, container),
    };
  const known = programExit(container.spec, exitCode);
  const isOther = exitCode === 2 && !callsShell(container);
  const meaning = known?.meaning ?? (isOther ? undefined : entryOf(shellMeanings, String(exitCode)));
  return {
    name: entryOf({ 126: 'command-not-executable', 127: 'command-not-found' }, String(exitCode)) ?? 'container-fails',
    cause: `ends with exit code ${exitCode}${meaning === undefined ? '' : ` (${meaning})`}${said}`,
    field: command,
    next: known?.next ?? entryOf(shellAdvice, String(exitCode)) ?? 'read in its log why it ends',
  };
}

/** Who may have sent it: a probe only where there is one. */
function adviceOnSignal(signal: number, { spec }: ContainerFacts): string {
  const probes = [spec?.livenessProbe && 'liveness', spec?.startupProbe && 'startup'].filter(Boolean).join(' or ');
  const probe = probes && `its ${probes} probe, `;
  if (signal === 9)
    return `find out what killed it: ${probe}the node when memory ran out (its kernel log), or a grace period that ended before it did`;
  if (signal === 15)
    return `find out what stopped it (${probe}a deletion, a drain of the node), and check that it does not stop itself`;
  return signalAdvice[signal] ?? 'read its log';
}

/** With the limit that it met; without one, the node itself had no memory left. */
function outOfMemory({ spec }: ContainerFacts): EndCause {
  const limit = entryOf(spec?.resources?.limits, 'memory');
  if (limit === undefined)
    return {
      name: 'out-of-memory',
      cause:
        'was killed for lack of memory (OOMKilled): it has no limit of its own, so the node or the pod had none left',
      field: '.resources.limits[memory]',
      next: 'set requests.memory to what it uses, so that it gets a node with enough memory, or find out what uses so much',
    };
  return {
    name: 'out-of-memory',
    cause: `used more memory than its limit of ${String(limit)} and was killed (OOMKilled)`,
    field: '.resources.limits[memory]',
    next: 'raise limits.memory, or find out what uses so much',
  };
}

/** Whether its command is a shell, or not known: 2 means misuse to shells only. */
function callsShell({ spec }: ContainerFacts): boolean {
  const [program = ''] = [...(spec?.command ?? []), ...(spec?.args ?? [])];
  return /(?:^|\/)(?:ba|da|a|k|z)?sh$|\.sh$/.test(program);
}

const shellMeanings: Readonly<Record<string, string>> = {
  1: 'a general error',
  2: 'in a shell: used wrongly',
  125: 'the container tool failed',
  126: 'its command cannot be run: no permission to execute it, or not a program',
  127: 'its command was not found',
  128: 'it could not be started',
  255: 'outside the range of exit codes, or a general error',
};

const shellAdvice: Readonly<Record<string, string>> = {
  126: 'make the file executable in the image (chmod +x), or correct the command',
  127: 'correct the command, or add the program to the image',
};
