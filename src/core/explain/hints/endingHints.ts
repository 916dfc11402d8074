import type { Container, LifecycleHandler, PodSpec, Probe } from '../../api/types';
import { asDeclared } from '../../api/asDeclared';
import type { CauseName } from '../../diagnosis/facts/causeTable';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podSpecsOf } from '../../manifest/podSpecs';
import { valueAt } from '../../path';
import { certainEnd } from './certainEnd';
import type { ManifestHint } from './manifestHint';
import { nearest } from './nearest';

/** What is found at a field of a container. */
interface Found {
  cause: CauseName;
  message: string;
  /** Below the container. */
  at: readonly string[];
}

/** Commands of containers, probes and hooks that end, or never end, in the same way in every image. */
export function endingHints(object: ManifestObject): ManifestHint[] {
  return podSpecsOf(object).flatMap((spec) => {
    const pod = asDeclared<PodSpec>(valueAt(object.value, spec), 'PodSpec');
    if (!pod) return [];
    return (['initContainers', 'containers'] as const).flatMap((list) =>
      (pod[list] ?? []).flatMap((container, i) => {
        const own = list === 'initContainers' ? initEnd(container) : mainEnd(container, pod);
        return [...own, ...probesThatFail(container), ...hookThatFails(container)].map(({ at, cause, message }) => ({
          // An image may have a program of its own under such a name.
          severity: 'warning' as const,
          code: cause,
          message,
          range: nearest(object, [...spec, list, i, ...at]),
        }));
      }),
    );
  });
}

function initEnd({ name, command, args, restartPolicy }: Container): Found[] {
  const end = certainEnd(command, args);
  if (restartPolicy === 'Always' || end === undefined || end === 0) return [];
  const at = ['command'];
  if (end === 'never') {
    const message = `Init container ${name} never ends, so that the containers after it never start. One that is to run beside them has restartPolicy: Always.`;
    return [{ cause: 'init-not-ended', message, at }];
  }
  const message = `Init container ${name} exits with ${end} each time, so that the containers after it never start.`;
  return [{ cause: 'container-fails', message, at }];
}

function mainEnd({ name, command, args, restartPolicy: own }: Container, { restartPolicy }: PodSpec): Found[] {
  const end = certainEnd(command, args);
  const policy = own ?? restartPolicy ?? 'Always';
  if (end === undefined || end === 'never' || (end === 0 && policy !== 'Always')) return [];
  const what = end === 0 ? 'ends by itself' : `exits with ${end} each time`;
  const again = policy === 'Always' ? ', and the kubelet starts it again and again' : '';
  const cause = end === 0 ? 'container-completes' : 'container-fails';
  return [{ cause, message: `Container ${name} ${what}${again}.`, at: ['command'] }];
}

/** What comes of a probe that never succeeds. */
const failing: readonly ['startupProbe' | 'readinessProbe' | 'livenessProbe', CauseName, string][] = [
  ['startupProbe', 'startup-probe-fails', 'never counts as started, so it is killed'],
  ['readinessProbe', 'readiness-probe-fails', 'never becomes ready'],
  ['livenessProbe', 'liveness-probe-fails', 'is killed again and again'],
];

function probesThatFail(container: Container): Found[] {
  return failing.flatMap(([field, cause, outcome]): Found[] => {
    const code = failingCode(container[field]);
    if (code === undefined) return [];
    const message = `The command of ${field} exits with ${code} each time: container ${container.name} ${outcome}.`;
    return [{ cause, message, at: [field, 'exec', 'command'] }];
  });
}

function hookThatFails({ name, lifecycle }: Container): Found[] {
  const code = failingCode(lifecycle?.postStart);
  if (code === undefined) return [];
  const message = `The postStart hook exits with ${code} each time, so container ${name} is killed.`;
  return [{ cause: 'post-start-hook-fails', message, at: ['lifecycle', 'postStart', 'exec', 'command'] }]; // prettier-ignore
}

/** The exit code of a command that certainly fails; undefined for any other. */
function failingCode(handler: Probe | LifecycleHandler | undefined): number | undefined {
  const end = certainEnd(handler?.exec?.command);
  return end === 0 || end === 'never' ? undefined : end;
}
