import type { Container } from '../../api/types';
import { entryOf } from '../../entryOf';

interface ProgramExit {
  meaning: string;
  next: string;
}

const resolve = 'correct the name, and check that its Service exists and that DNS works in the pod';
const connect =
  'check that the server that it calls runs, listens on that port and lets it in (Service, NetworkPolicy)';

/** What exit codes of programs mean that commands of pods often call: by program, by exit code. */
const exits: Readonly<Record<string, Readonly<Record<string, ProgramExit>>>> = {
  curl: {
    3: { meaning: 'curl: the URL is malformed', next: 'correct the URL' },
    6: { meaning: 'curl: the host could not be resolved', next: resolve },
    7: { meaning: 'curl: it could not connect to the host', next: connect },
    22: {
      meaning: 'curl: the server answered with an error (400 or more)',
      next: 'find out what the server says about it',
    },
    28: { meaning: 'curl: the time was over', next: connect },
    35: { meaning: 'curl: the TLS handshake failed', next: 'check the protocol, port and certificate' },
    52: { meaning: 'curl: the server answered nothing', next: 'read the log of the server' },
    56: { meaning: 'curl: the connection broke while receiving', next: 'read the log of the server' },
    60: { meaning: "curl: the server's certificate is not trusted", next: 'give it the CA (--cacert)' },
  },
  wget: {
    1: { meaning: 'wget: a general error, such as a name that could not be resolved', next: resolve },
    4: { meaning: 'wget: a network failure', next: connect },
    5: { meaning: 'wget: the certificate could not be verified', next: 'give it the CA' },
    8: { meaning: 'wget: the server answered with an error', next: 'find out what the server says about it' },
  },
  git: { 128: { meaning: 'git: a fatal error, such as a repository that it may not read', next: 'read its log' } },
  psql: { 2: { meaning: 'psql: the connection to the server failed', next: connect } },
  ssh: { 255: { meaning: 'ssh: an error of the connection', next: connect } },
  python: { 2: { meaning: 'python: its file does not exist, or it was called wrongly', next: 'correct the command' } },
  python3: { 2: { meaning: 'python: its file does not exist, or it was called wrongly', next: 'correct the command' } },
  grep: { 1: { meaning: 'grep: nothing was found', next: 'check whether that is an error at all' } },
};

/** What the exit code means to the program that the container's command calls last; undefined where neither is known. */
export function programExit(container: Container | undefined, exitCode: number): ProgramExit | undefined {
  const words = [...(container?.command ?? []), ...(container?.args ?? [])].join(' ').split(/[\s;|&()"']+/);
  const programs = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  for (const program of programs.reverse()) {
    const known = entryOf(entryOf(exits, program) ?? {}, String(exitCode));
    if (known) return known;
  }
  return undefined;
}
