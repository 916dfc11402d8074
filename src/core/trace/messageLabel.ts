import { shortId, shorten } from '../shorten';
import { formatDuration } from '../formatDuration';
import type { StopCause } from './because';
import type { Message } from './trace';
import { valueAt } from '../path';
import { numberAt, textAt } from './payload';
import { statusLabel } from './statusLabel';
import { namingPod, type Label, type Labelled, type Labels } from './labels';
import { isCriMessage, type CriMessage } from './criMessage';

/** The label of a message's call. */
export function requestLabel(message: Message, { onlyPod, namesPods = false }: Labelled = {}): Label {
  const label = message.protocol === 'HTTP' ? httpLabel(message, onlyPod) : ownLabel(message);
  return namesPods ? namingPod(label, message) : label;
}

function ownLabel(message: Message): Label {
  switch (message.protocol) {
    case 'CRI':
      return withDetail(message.method, criSubject(message));
    case 'registry':
      return registryLabel(message.method);
    case 'CNI':
      return { method: `CNI ${message.method}` };
    case 'process':
      return processLabel(message);
    case 'OCI':
    case 'probe':
    default:
      return withDetail(message.method, message.subject?.container);
  }
}

/** The label of a message's answer, or undefined where the answer says nothing worth an arrow. */
export function responseLabel(message: Message): Label | undefined {
  // The end of a process is no question, and has no answer.
  if (message.protocol === 'process') return undefined;
  if (!message.outcome.ok) return failure(message.outcome);
  if (message.end === undefined && message.response === undefined) return undefined;
  const said = answer(message);
  const took = duration(message);
  if (said === undefined)
    return message.protocol === 'HTTP' || took === undefined ? undefined : { method: 'ok', detail: took };
  return withDetail(said, took);
}

/** Labels that are worked out of the messages. */
export const ownLabels: Labels = { request: requestLabel, response: responseLabel };

/** The runtimes' errors have the code Unknown as a rule: then the text alone says something. */
function failure({ code, text: said }: { code: string; text: string }): Label {
  const short = shorten(said, 34);
  return code.toLowerCase() === 'unknown' && said !== '' ? { method: `✗ ${short}` } : withDetail(`✗ ${code}`, short);
}

function duration(message: Message): string | undefined {
  if (message.start === undefined || message.end === undefined) return undefined;
  const milliseconds = message.end.at - message.start.at;
  return milliseconds >= 1 ? `(${formatDuration(milliseconds)})` : undefined;
}

function withDetail(method: string, detail: string | undefined): Label {
  return detail === undefined || detail === '' ? { method } : { method, detail };
}

/**
 * `POST /api/v1/namespaces/default/pods` → `POST pods`: the group, version and namespace are in the details.
 * A status says what is new in it, a binding what it sets, an event its reason; an event's own name says nothing.
 */
function httpLabel(message: Message, onlyPod: string | undefined): Label {
  const [verb, ...rest] = message.method.split(' ');
  const path = isEvent(message.method) ? rest.join(' ').replace(/\/events\/.*/, '/events') : rest.join(' ');
  const what = path.replace(/\/apis?\/(?:[^/]+\/)?v\d\w*\/(?:namespaces\/[^/]+\/([^?]))?/, '$1');
  const short = onlyPod === undefined ? what : what.replace(`pods/${onlyPod}`, 'pod').replace('pod/', '');
  const set = news(message, onlyPod);
  return withDetail(verb ?? message.method, `${shorten(short, 40)}${set === undefined ? '' : `: ${set}`}`);
}

/** What a status update, a binding or an event tells. */
function news({ method, request, because }: Message, onlyPod: string | undefined): string | undefined {
  if (isEvent(method)) return eventNews(request, onlyPod);
  if (method.endsWith('/binding')) return textAt(request, 'target', 'name');
  if (!method.endsWith('/status')) return undefined;
  if (because?.type === 'statusChanged') return statusLabel(because.changes);
  const conditions = valueAt(request, ['conditions']);
  const isReady =
    Array.isArray(conditions) &&
    conditions.some((condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True');
  return isReady ? 'Ready' : textAt(request, 'phase');
}

function isEvent(method: string): boolean {
  return /\/events(?:\/[^/]*)?$/.test(method);
}

/** `Scheduled`, `Pulled app`: the reason, and the container or the object that it is about where that is not the pod shown. */
function eventNews(event: unknown, onlyPod: string | undefined): string | undefined {
  const reason = textAt(event, 'reason');
  const container = /\{([^{}]+)\}$/.exec(textAt(event, 'involvedObject', 'fieldPath') ?? '')?.[1];
  const name = textAt(event, 'involvedObject', 'name');
  const about = [...(name === onlyPod ? [] : [name]), container].filter((part) => part !== undefined).join('/');
  return reason && `${reason}${about && ` ${about}`}`;
}

/** `GET /v2/library/nginx/manifests/latest` → `GET manifests/latest`: the image is on the pull around it. */
function registryLabel(method: string): Label {
  const [verb = method, ...rest] = method.split(' ');
  return withDetail(verb, shorten(rest.join(' ').replace(/^\/v2\/.*\/(manifests|blobs)\//, '$1/'), 40));
}

/** `app exits 1`, with what the runtime or the kubelet says of it: out of memory, killed for its probe. */
function processLabel({ subject, response, because, outcome }: Message): Label {
  const code = numberAt(response, 'exit_code') ?? '?';
  const reason = textAt(response, 'reason');
  const isUsual = reason === undefined || reason === 'Error' || reason === 'Completed';
  const mark = outcome.ok ? '' : '✗ ';
  const stopped = because?.type === 'stopped' ? stoppedText(because.cause) : undefined;
  return withDetail(`${mark}${subject?.container ?? 'the process'} exits ${code}`, stopped ?? (isUsual ? '' : reason));
}

function stoppedText(cause: StopCause): string {
  switch (cause.type) {
    case 'probeFailed':
      return `(killed: ${cause.probe} probe)`;
    case 'postStartFailed':
      return '(killed: postStart hook)';
    default:
      return '(stopped)';
  }
}

/** What a CRI call is about: its container, or its image. */
function criSubject(message: Message): string | undefined {
  const image = isCriMessage(message) ? imageOf(message) : undefined;
  if (!image) return message.subject?.container;
  return image.startsWith('sha256:') ? shortId(image) : shorten(image, 34);
}

function imageOf({ method, request }: CriMessage): string | undefined {
  const isAboutImage = method === 'ImageStatus' || method === 'PullImage' || method === 'RemoveImage';
  return isAboutImage ? request?.image?.image : undefined;
}

function answer(message: Message): string | undefined {
  const { response, protocol } = message;
  if (protocol === 'HTTP') return undefined;
  if (protocol === 'CNI') return textAt(response, 'ips', '0', 'address') ?? textAt(response, 'ip');
  if (protocol === 'registry') return digest(response);
  return isCriMessage(message) ? criAnswer(message) : undefined;
}

function criAnswer({ method, response }: CriMessage): string | undefined {
  switch (method) {
    case 'RunPodSandbox':
      return id('sandbox', response?.pod_sandbox_id);
    case 'CreateContainer':
      return id('container', response?.container_id);
    case 'PullImage':
      return id('image', response?.image_ref);
    case 'ImageStatus':
      return id('image', response?.image?.id) ?? 'not present';
    case 'PodSandboxStatus':
      return response?.status?.network?.ip || stateName(response?.status?.state ?? 'SANDBOX_READY');
    case 'ContainerStatus':
      return stateName(response?.status?.state ?? 'CONTAINER_CREATED');
    case 'ExecSync':
      return `${response?.exit_code ? '✗ ' : ''}exit ${response?.exit_code ?? 0}`;
    default:
      return undefined;
  }
}

/** A state's name without its prefix; a state that is proto3's default is left out of a message. */
function stateName(state: string): string {
  return state.replace(/^(?:CONTAINER|SANDBOX)_/, '').toLowerCase();
}

function digest(response: unknown): string | undefined {
  return id('', textAt(response, 'digest') ?? textAt(response, 'Docker-Content-Digest'));
}

function id(kind: string, value: string | undefined): string | undefined {
  return value ? `${kind} ${shortId(value)}`.trim() : undefined;
}
