import type { Container, Probe } from '../api/types';
import { resolveContainerPort } from '../cluster/kubelet/probes/httpGetUrl';
import type { Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import { containersOf } from './images';

/** That something listens where probes and hooks look: only the containers' processes know. */
export function ports(asked: AskedPods): Need[] {
  return containersOf(asked).flatMap(({ container, path }) =>
    knocksOf(container, path).flatMap(({ port, at, isLiveness }): Need[] => {
      let number: number;
      try {
        number = resolveContainerPort(port, container);
      } catch {
        return [];
      }
      const { name = '' } = container;
      return [
        {
          id: `port ${number} of ${name}`,
          what: `container ${name} answers at port ${number}`,
          place: asked.placeOf(at),
          ...(isLiveness && {
            consequence: `the kubelet restarts container ${name} again and again, as its liveness probe fails`,
          }),
          gift: { answers: [{ container: name, port: number }] },
        },
      ];
    }),
  );
}

function knocksOf(
  container: Partial<Container>,
  path: Path,
): { port: string | number | undefined; at: Path; isLiveness?: boolean }[] {
  const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container;
  const probes: [string, Probe | undefined][] = [
    ['startupProbe', startupProbe],
    ['readinessProbe', readinessProbe],
    ['livenessProbe', livenessProbe],
  ];
  return [
    ...probes.flatMap(([field, probe]) =>
      (['httpGet', 'tcpSocket', 'grpc'] as const).flatMap((way) =>
        probe?.[way]
          ? [{ port: probe[way].port, at: [...path, field, way, 'port'], isLiveness: field === 'livenessProbe' }]
          : [],
      ),
    ),
    ...(['postStart', 'preStop'] as const).flatMap((hook) => {
      const action = lifecycle?.[hook]?.httpGet;
      return action ? [{ port: action.port, at: [...path, 'lifecycle', hook, 'httpGet', 'port'] }] : [];
    }),
  ];
}
