import type { Container, ContainerPort, EphemeralContainer, LifecycleHandler, Pod } from '../../../api/types';
import { containerHash } from './containerHash';
import { goJson } from '../../../go/goJson';

/**
 * What the kubelet writes on a container to find it again after a restart of its own.
 * pkg/kubelet/kuberuntime/labels.go (newContainerAnnotations), 1.37.
 */
export function containerAnnotations(
  pod: Pod,
  container: Container | EphemeralContainer,
  restartCount: number,
): Record<string, string> {
  const annotations: Record<string, string> = {
    'io.kubernetes.container.hash': containerHash(container),
    'io.kubernetes.container.restartCount': String(restartCount),
    'io.kubernetes.container.terminationMessagePath': container.terminationMessagePath ?? '',
    'io.kubernetes.container.terminationMessagePolicy': container.terminationMessagePolicy ?? '',
  };
  const deletion = pod.metadata?.deletionGracePeriodSeconds;
  if (deletion !== undefined) annotations['io.kubernetes.pod.deletionGracePeriod'] = String(deletion);
  const termination = pod.spec?.terminationGracePeriodSeconds;
  if (termination !== undefined) annotations['io.kubernetes.pod.terminationGracePeriod'] = String(termination);
  const preStop = container.lifecycle?.preStop;
  if (preStop) annotations['io.kubernetes.container.preStopHandler'] = goJson(handlerInOrder(preStop));
  if (container.ports && container.ports.length > 0) {
    annotations['io.kubernetes.container.ports'] = goJson(container.ports.map(portInOrder));
  }
  return annotations;
}

/** The handler with its fields in the order of Go's type, and without empty ones. */
function handlerInOrder({ exec, httpGet, tcpSocket, sleep }: LifecycleHandler): LifecycleHandler {
  const handler: LifecycleHandler = {};
  if (exec) handler.exec = exec.command && exec.command.length > 0 ? { command: exec.command } : {};
  if (httpGet) {
    const { path, port, host, scheme, httpHeaders } = httpGet;
    handler.httpGet = {
      ...(path ? { path } : {}),
      port,
      ...(host ? { host } : {}),
      ...(scheme ? { scheme } : {}),
      ...(httpHeaders && httpHeaders.length > 0
        ? { httpHeaders: httpHeaders.map(({ name, value }) => ({ name, value })) }
        : {}),
    };
  }
  if (tcpSocket) {
    const { port, host } = tcpSocket;
    handler.tcpSocket = { port, ...(host ? { host } : {}) };
  }
  if (sleep) handler.sleep = { seconds: sleep.seconds };
  return handler;
}

function portInOrder({ name, hostPort, containerPort, protocol, hostIP }: ContainerPort): ContainerPort {
  return {
    ...(name ? { name } : {}),
    ...(hostPort ? { hostPort } : {}),
    containerPort,
    ...(protocol ? { protocol } : {}),
    ...(hostIP ? { hostIP } : {}),
  };
}
