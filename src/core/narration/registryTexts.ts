import { words, type Runs } from '../textRuns';
import { numberAt, textAt } from '../trace/payload';
import { formatBytes } from '../trace/pulledEvent';
import { named } from './named';
import type { Narration } from './narration';
import { failure } from './outcomes';
import type { Scene } from './scene';
import { sentences } from './sentences';
import { docs, page } from './sources';

const links = [
  docs('Images', 'concepts/containers/images/'),
  page('OCI distribution specification', 'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull'),
];

/** What is asked for: `GET /v2/library/nginx/manifests/latest`. */
function asked(method: string): { repository: string; kind: string; reference: string } {
  const steps = method.slice(method.indexOf('/v2/') + '/v2/'.length).split('/');
  const at = Math.max(steps.lastIndexOf('manifests'), steps.lastIndexOf('blobs'));
  return {
    repository: steps.slice(0, Math.max(at, 0)).join('/'),
    kind: steps[at] ?? '',
    reference: steps.slice(at + 1).join('/'),
  };
}

/** Of a simulated pull, what its time was computed from. */
function assumedSpeed(response: unknown): Runs | undefined {
  const speed = numberAt(response, 'bytes_per_second');
  return speed === undefined
    ? undefined
    : words`The size and a speed of ${formatBytes(speed)} a second are assumed: the setting ${named('podStartup.simulation.profile')} changes them.`;
}

/** A request of the runtime to an image registry (OCI distribution specification). */
export function registryNarration({ message }: Scene): Narration {
  const { method, outcome, request, response } = message;
  const { repository, kind, reference } = asked(method);
  const host = textAt(request, 'host');
  const from = host === undefined ? ['the registry'] : words`the registry ${named(host)}`;
  if (kind === 'blobs') {
    const bytes = numberAt(response, 'bytes');
    return {
      what: words`The runtime fetches the layers of ${named(repository)} from ${from}: each is an archive with a part of the file system of the image.`,
      why: ['The manifest of the image lists them, and the node does not have them yet.'],
      result: outcome.ok
        ? bytes === undefined
          ? ['The layers are on the node and are unpacked.']
          : sentences(words`${formatBytes(bytes)} were fetched, and are unpacked on the node.`, assumedSpeed(response))
        : failure(outcome),
      links,
    };
  }
  if (kind === 'manifests') {
    return {
      what: words`The runtime asks ${from} for the manifest of ${named(`${repository}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`)}: the list of what the image consists of.`,
      why: ['A pull begins with it: the tag says which manifest, and the manifest which layers.'],
      result: outcome.ok
        ? ['The registry answers with the manifest. Next, the layers are fetched.']
        : failure(outcome, ['So the image cannot be pulled.']),
      links,
    };
  }
  return {
    what: words`The runtime asks ${from}: ${named(method)}.`,
    why: ['An image is being pulled.'],
    result: outcome.ok ? ['The registry answers.'] : failure(outcome),
    links,
  };
}
