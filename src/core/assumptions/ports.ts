import type { Container, Probe } from '../api/types';
import { resolveContainerPort } from '../cluster/kubelet/probes/httpGetUrl';
import type { Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import { containersOf } from './images';

/**
 * That something listens where probes and hooks look: only the containers' processes know. A container need not declare
 * its ports (`ports` of a Container, pkg/apis/core/types.go, 1.37), so that these tell nothing.
 */
export function ports(asked: AskedPods): Need[] {
  return containersOf(asked).flatMap(({ container, path }) =>
    knocksOf(container, path).flatMap(({ number, at, isLiveness }): Need[] => {
      const { name = '' } = container;
      return [
        {
          id: portNeedId(name, number),
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

/** The id of the need that something listens at a port of a container. */
export function portNeedId(container: string, port: number): string {
  return `port ${port} of ${container}`;
}

/** Where probes and hooks look for something that listens. */
export interface Knock {
  /** The port's number. */
  number: number;
  at: Path;
  isLiveness?: boolean;
}

/** The ports of a container at which its probes and hooks look, as far as they have a number. */
export function knocksOf(container: Partial<Container>, path: Path): Knock[] {
  const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container;
  const probes: [string, Probe | undefined][] = [
    ['startupProbe', startupProbe],
    ['readinessProbe', readinessProbe],
    ['livenessProbe', livenessProbe],
  ];
  const asked: { port: string | number | undefined; at: Path; isLiveness?: boolean }[] = [
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
  return asked.flatMap(({ port, ...rest }): Knock[] => {
    try {
      return [{ number: resolveContainerPort(port, container), ...rest }];
    } catch {
      return [];
    }
  });
}
