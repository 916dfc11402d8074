import type { Container, EphemeralContainer, Probe } from '../api/types';
import { words, type Runs } from '../textRuns';
import { named } from './named';
import type { Narration } from './narration';
import { failure } from './outcomes';
import type { Scene } from './scene';
import { sentences } from './sentences';
import { docs, source } from './sources';

type Kind = 'startup' | 'liveness' | 'readiness';

const links = [
  docs('Probes', 'concepts/workloads/pods/pod-lifecycle/#container-probes'),
  source('pkg/kubelet/prober/prober.go', 'runProbe'),
];

const purposes: Readonly<Record<Kind, string>> = {
  startup: 'It finds out whether the container has started; until then, its other probes do not run.',
  liveness: 'It finds out whether the container still works; if not, the kubelet restarts it.',
  readiness: 'It finds out whether the container can take requests; if not, Services send it none.',
};

/** One attempt of a probe. Of a real cluster, only those that failed are told. */
export function probeNarration(scene: Scene): Narration {
  const { message, container } = scene;
  const { outcome, subject, times = 1, source: known } = message;
  const kind = kindOf(message.method);
  const name = named(subject?.container ?? '');
  if (!kind) {
    return {
      what: words`The kubelet probes ${name}: it asks whether the container is well.`,
      why: ['The manifest gives the container a probe.'],
      result: outcome.ok ? ['The probe succeeded.'] : failure(outcome),
      links,
    };
  }
  const probe = probeOf(container, kind);
  const seen =
    known === 'simulated' ? undefined : (['Attempts that succeed leave no event and are not shown.'] as Runs);
  return {
    what: sentences(words`The kubelet runs the ${kind} probe of ${name}${probe ? words`: ${action(probe)}` : []}.`, [
      purposes[kind],
    ]),
    why: sentences(
      probe
        ? words`The probe runs every ${probe.periodSeconds ?? 10} s.`
        : ['The manifest gives the container this probe.'],
      seen,
    ),
    result: sentences(
      outcome.ok ? ['The attempt succeeded.'] : failed(outcome.text),
      times > 1 ? words`This happened ${times} times.` : undefined,
      outcome.ok || !probe ? undefined : consequence(kind, probe),
    ),
    links,
  };
}

/** A probe whose output is empty has only the words of its event. */
function failed(text: string): Runs {
  return text === '' || /^\w+ probe (?:failed|errored)[^:]*: ?$/.test(text)
    ? ['The attempt failed, without a text.']
    : words`The attempt failed: ${named(text)}.`;
}

function kindOf(method: string): Kind | undefined {
  const [first] = method.split(' ');
  return first === 'startup' || first === 'liveness' || first === 'readiness' ? first : undefined;
}

function probeOf(container: Container | EphemeralContainer | undefined, kind: Kind): Probe | undefined {
  return container?.[`${kind}Probe`];
}

function action({ exec, httpGet, tcpSocket, grpc }: Probe): Runs {
  if (httpGet) return words`a request of ${named(httpGet.path || '/')} at port ${named(String(httpGet.port))}`;
  if (tcpSocket) return words`a connection to port ${named(String(tcpSocket.port))}`;
  if (grpc) return words`a gRPC health check at port ${named(String(grpc.port))}`;
  return words`the command ${named((exec?.command ?? []).join(' '))}`;
}

function consequence(kind: Kind, { failureThreshold = 3 }: Probe): Runs {
  const after = failureThreshold === 1 ? 'One failure is enough' : `After ${failureThreshold} failures in a row`;
  if (failureThreshold === 1)
    return [
      `${after}: ${kind === 'readiness' ? 'the container is no longer ready' : 'the kubelet stops the container'}.`,
    ];
  return kind === 'readiness'
    ? [`${after}, the container is no longer ready.`]
    : [`${after}, the kubelet stops the container.`];
}
