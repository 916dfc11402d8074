import { criServices } from '../cri/criMethods';
import { entryOf } from '../entryOf';
import { numberAt, textAt } from '../trace/payload';
import type { Message } from '../trace/trace';
import { attributesOf, spanKinds, type Attribute } from './exportRequest';

/** What a message is as a span: how OpenTelemetry's instrumentation of its sender names it. */
export interface NamedSpan {
  name: string;
  kind: number;
  attributes: Attribute[];
}

/** The name, the kind and the protocol's attributes of a message. `peer`: the name of the service that is asked. */
export function spanOfMessage(message: Message, peer: string): NamedSpan {
  switch (message.protocol) {
    case 'CRI':
      return criSpan(message, peer);
    case 'HTTP':
      return httpSpan(message, peer);
    case 'registry':
      return registrySpan(message);
    case 'CNI':
      return cniSpan(message);
    case 'OCI':
      return { name: `runc ${message.method}`, kind: spanKinds.internal, attributes: [] };
    case 'process': {
      const code = numberAt(message.response, 'exit_code');
      return { name: 'exit', kind: spanKinds.internal, attributes: attributesOf({ 'process.exit.code': code }) };
    }
    case 'probe':
    default:
      return { name: message.method, kind: spanKinds.client, attributes: [] };
  }
}

/**
 * As the kubelet's client names it: `runtime.v1.RuntimeService/RunPodSandbox` (otelgrpc 0.68, which k8s.io/cri-client 0.37
 * installs in pkg/remote_runtime.go). `rpc.system` and `rpc.service` are the older names, which most tools still ask for.
 */
function criSpan({ method, request, response, outcome }: Message, peer: string): NamedSpan {
  const service = `runtime.v1.${entryOf(criServices, method) ?? 'RuntimeService'}`;
  const name = `${service}/${method}`;
  return {
    name,
    kind: spanKinds.client,
    attributes: attributesOf({
      'rpc.system.name': 'grpc',
      'rpc.system': 'grpc',
      'rpc.service': service,
      'rpc.method': name,
      'rpc.response.status_code': outcome.ok ? 'OK' : statusCode(outcome.code),
      'peer.service': peer,
      'container.id': textAt(response, 'container_id') ?? textAt(request, 'container_id'),
      'podstartup.image': textAt(request, 'image', 'image'),
    }),
  };
}

/** `NotFound` → `NOT_FOUND`: gRPC's names as the conventions have them. */
function statusCode(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

/** Under the name that the API server's own span has (getSpanNameFromRequestInfo, apiserver/pkg/endpoints/filters/traces.go, 0.37). */
function httpSpan({ method, outcome, caller }: Message, peer: string): NamedSpan {
  const [verb = '', ...rest] = method.split(' ');
  const path = rest.at(-1) ?? '';
  const isWatch = verb === 'WATCH';
  return {
    name: [verb, ...rest.slice(0, -1), route(path)].join(' '),
    kind: isWatch ? spanKinds.producer : spanKinds.client,
    attributes: attributesOf({
      'http.request.method': isWatch ? 'GET' : verb,
      'url.path': path.split('?')[0],
      'peer.service': peer,
      'error.type': outcome.ok ? undefined : outcome.code,
      'user.name': caller,
    }),
  };
}

/** `/api/v1/namespaces/default/pods/web` → `/api/v1/namespaces/{:namespace}/pods/{:name}` */
function route(path: string): string {
  const steps = (path.split('?')[0] ?? '').split('/');
  let at = steps[1] === 'apis' ? 4 : 3;
  if (steps[at] === 'namespaces' && steps.length > at + 2) {
    steps[at + 1] = '{:namespace}';
    at += 2;
  }
  if (steps.length > at + 1) steps[at + 1] = '{:name}';
  return steps.join('/');
}

function registrySpan({ method, request, outcome }: Message): NamedSpan {
  const [verb = 'GET', path = ''] = method.split(' ');
  return {
    name: verb,
    kind: spanKinds.client,
    attributes: attributesOf({
      'http.request.method': verb,
      'server.address': textAt(request, 'host'),
      'url.path': path,
      'user_agent.original': textAt(request, 'user_agent'),
      'error.type': outcome.ok ? undefined : outcome.code,
    }),
  };
}

/** containerd's own name of it (internal/cri/server/sandbox_run.go, 2.3); CRI-O and taking a network down have none. */
function cniSpan({ method, response }: Message): NamedSpan {
  const address = textAt(response, 'ip') ?? textAt(response, 'ips', '0', 'address')?.replace(/\/.*/, '');
  return {
    name: method === 'ADD' ? 'cni.setup_pod_network' : `cni ${method}`,
    kind: spanKinds.internal,
    attributes: attributesOf({ 'sandbox.ip': address }),
  };
}
