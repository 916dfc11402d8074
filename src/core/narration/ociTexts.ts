import { words } from '../textRuns';
import { named } from './named';
import type { Narration } from './narration';
import { failure } from './outcomes';
import type { Scene } from './scene';
import { docs, page } from './sources';

const links = [
  docs('Container runtimes', 'setup/production-environment/container-runtimes/'),
  page('OCI runtime specification', 'https://github.com/opencontainers/runtime-spec/blob/main/runtime.md'),
];

/** What the container runtime has the OCI runtime do: a program such as runc, which is given a bundle as the OCI specifies it. */
export function ociNarration({ message }: Scene): Narration {
  const { method, outcome, subject } = message;
  const container = named(subject?.container ?? '');
  if (method === 'start') {
    return {
      what: words`The container runtime has the OCI runtime, such as runc, start the process of ${container}: in its namespaces, with its cgroup limits, as its user, and with the capabilities that its configuration allows.`,
      why: words`The kubelet has called ${named('StartContainer')}. The work itself is done by this small program, which is given a file system and a configuration as the OCI specifies them.`,
      result: outcome.ok
        ? ['The first process of the container runs.']
        : failure(outcome, ['The process did not start.']),
      links,
    };
  }
  if (method === 'exec') {
    return {
      what: words`The OCI runtime runs one more process in the container ${container}, beside its first one.`,
      why: words`The kubelet has called ${named('ExecSync')} for a probe or a hook.`,
      result: outcome.ok
        ? ['The process has ended, and its exit code and output go back to the kubelet.']
        : failure(outcome),
      links,
    };
  }
  return {
    what: words`The container runtime has the OCI runtime do ${named(method)} for ${container}.`,
    why: ['The container runtime leaves work on processes to this program.'],
    result: outcome.ok ? ['It is done.'] : failure(outcome),
    links,
  };
}
