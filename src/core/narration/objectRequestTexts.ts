import { words } from '../textRuns';
import { textAt } from '../trace/payload';
import type { HttpRequest } from './httpRequest';
import { named } from './named';
import type { RequestText } from './podRequestTexts';
import { nounOf } from './resourceNouns';
import type { Scene } from './scene';
import { callerReason } from './callerReasons';
import { eventReason } from './eventReasons';
import { senderOf } from './sender';
import { sentences } from './sentences';
import { docs, source } from './sources';

const concepts = docs('API concepts', 'reference/using-api/api-concepts/');

/** A request about anything but a pod. */
export function objectRequestText(scene: Scene, request: HttpRequest): RequestText {
  if (request.resource === 'events') return eventText(scene);
  if (request.resource === 'serviceaccounts' && request.subresource === 'token') return tokenText(scene, request);
  const { message } = scene;
  const noun = nounOf(request.resource);
  const name =
    request.name || textAt(message.request, 'metadata', 'name') || textAt(message.response, 'metadata', 'name');
  const which = words`${noun ? `${article(noun.kind)} ${noun.kind}` : words`an object of ${named(request.resource)}`}${name ? words` named ${named(name)}` : []}`;
  const who = senderOf(scene);
  const links = [...(noun?.links ?? [concepts])];
  const own = callerReason(scene, request);
  switch (request.verb) {
    case 'POST':
      return {
        what: sentences(words`${who} creates ${which}.`, noun && [noun.is]),
        usually: own ?? [
          message.from === 'kubectl'
            ? 'Somebody applies the manifest.'
            : 'A controller needs it for the object that it works on.',
        ],
        answered: sentences(['The API server has stored it.'], noun && [noun.next]),
        failed: ['Nothing is stored.'],
        links,
      };
    case 'DELETE':
      return {
        what: sentences(words`${who} deletes ${which}.`, noun && [noun.is]),
        usually: own ?? [
          message.from === 'kubectl' ? 'Somebody deletes it.' : 'Nothing needs it any more, or its owner is gone.',
        ],
        answered: ['The API server removes it, or marks it for deletion.'],
        links,
      };
    case 'PUT':
    case 'PATCH':
      return request.subresource === 'status'
        ? {
            what: sentences(words`${who} writes the status of ${which}: how far it has come.`, noun && [noun.is]),
            usually: own ?? ['What the controller counts has changed.'],
            answered: words`${named(`kubectl get ${request.resource}`)} shows it now.`,
            links,
          }
        : {
            what: sentences(words`${who} changes ${which}.`, noun && [noun.is]),
            usually: own ?? ['The stored object is not as it should be.'],
            answered: ['The API server stores the change.'],
            links,
          };
    case 'WATCH':
      return {
        what: words`A watch brings the change of ${which}. A watch is a request that stays open, and over which the API server sends each change.`,
        usually: ['It has just changed.'],
        answered: ['The receiver compares the actual with the desired state.'],
        links,
      };
    default:
      return {
        what: words`${who} asks the API server: ${named(message.method)}.`,
        usually: ['The sender needs the answer for its work.'],
        answered: ['The API server answers.'],
        links,
      };
  }
}

function article(kind: string): string {
  return /^[AEIO]/.test(kind) ? 'an' : 'a';
}

function eventText(scene: Scene): RequestText {
  const { request, method } = scene.message;
  const reason = textAt(request, 'reason');
  const said = textAt(request, 'message') ?? textAt(request, 'note');
  return {
    what: sentences(
      words`${senderOf(scene)} records ${reason === undefined ? 'an event' : words`the event ${named(reason)}`}${said === undefined ? [] : words`: ${named(said)}`}.`,
      words`An event is a note about an object, which ${named('kubectl describe')} shows.`,
    ),
    usually: method.startsWith('PATCH')
      ? ['The same has happened before, so only the count and the time of the event change.']
      : eventReason(reason),
    answered: ['Nothing depends on it. The event is kept for an hour.'],
    links: [
      docs('Events', 'reference/kubernetes-api/cluster-resources/event-v1/'),
      source('staging/src/k8s.io/client-go/tools/record/event.go', 'recordToSink'),
    ],
  };
}

function tokenText(scene: Scene, { name }: HttpRequest): RequestText {
  return {
    what: words`${senderOf(scene)} asks for a token of the service account ${named(name)}: with it, the containers of the pod can talk to the API server.`,
    usually: ['The pod mounts such a token as a volume, and the kubelet is about to mount it.'],
    answered: ['The token is written into the volume. The kubelet renews it before it expires.'],
    links: [
      docs('Service accounts', 'concepts/security/service-accounts/'),
      source('pkg/kubelet/token/token_manager.go', 'GetServiceAccountToken'),
    ],
  };
}
