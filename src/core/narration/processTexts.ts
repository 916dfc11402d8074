import { words, type Runs } from '../textRuns';
import { numberAt, textAt } from '../trace/payload';
import { named } from './named';
import type { Narration } from './narration';
import type { Scene } from './scene';
import { docs, source } from './sources';
import { stopReason } from './stopReason';

const links = [
  docs('Container restarts', 'concepts/workloads/pods/pod-lifecycle/#container-restarts'),
  source('pkg/kubelet/pleg/generic.go', 'Relist'),
];

/** The end of a container's first process. */
export function processNarration(scene: Scene): Narration {
  const { message } = scene;
  const { response, subject, because } = message;
  const name = named(subject?.container ?? '');
  const code = numberAt(response, 'exit_code') ?? 0;
  const reason = textAt(response, 'reason') ?? '';
  const isOwn = reason !== '' && reason !== 'Error' && reason !== 'Completed';
  const said = isOwn ? words` (${named(reason)})` : [];
  return {
    what: words`The process of ${name} ends with exit code ${code}${said}. A container ends with its first process, and the runtime keeps the exit code.`,
    why:
      because?.type === 'stopped' ? stopReason(words`the container ${name}`, because.cause) : reasonFor(code, reason),
    result: because?.type === 'stopped' ? ['The kubelet has stopped it, and waits for this.'] : follows(scene, code),
    links,
  };
}

function reasonFor(code: number, reason: string): Runs {
  if (reason === 'OOMKilled')
    return ['The kernel has killed it, because it used more memory than its limit, or the node, allows.'];
  if (code > 128 && code < 160) return words`Signal ${code - 128} killed it, which the kubelet did not send.`;
  return code === 0
    ? ['It has ended by itself: its work is done.']
    : ['It has ended by itself: its log says what went wrong.'];
}

/** The kubelet finds out when it next lists what the runtime has, once a second. */
function follows({ pod, container, role }: Scene, code: number): Runs {
  const policy =
    (container && 'restartPolicy' in container ? container.restartPolicy : undefined) ?? pod?.spec?.restartPolicy;
  const seen = 'The kubelet sees it when it next lists the containers, at most a second later.';
  if (role === 'init container' && code === 0) return [`${seen} The next container of the pod can start.`];
  if (policy === undefined || role === 'ephemeral container') return [seen];
  const restarts = policy === 'Always' ? role !== 'init container' || code !== 0 : policy === 'OnFailure' && code !== 0;
  return restarts
    ? words`${seen} With ${named(`restartPolicy: ${policy}`)}, it starts the container again: at once the first time, later after a back-off.`
    : words`${seen} With ${named(`restartPolicy: ${policy}`)}, it does not start the container again.`;
}
