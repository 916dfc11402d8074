import { isApiBecause } from '../trace/because';
import { apiReason } from './apiReason';
import { httpRequest } from './httpRequest';
import type { Narration } from './narration';
import { mappingText } from './mappingText';
import { objectRequestText } from './objectRequestTexts';
import { failure } from './outcomes';
import { podRequestText } from './podRequestTexts';
import type { Scene } from './scene';

/** A request to the API server, or what a watch of it brings. */
export function httpNarration(scene: Scene): Narration {
  const { method, outcome, because } = scene.message;
  const request = httpRequest(method);
  const text =
    (request.resource === 'pods' ? podRequestText(scene, request) : undefined) ?? objectRequestText(scene, request);
  const mapping = mappingText(scene);
  return {
    what: mapping?.what ?? text.what,
    why: (because !== undefined && isApiBecause(because) ? apiReason(because) : undefined) ?? text.usually,
    result: mapping?.result ?? (outcome.ok ? text.answered : failure(outcome, text.failed)),
    links: text.links,
  };
}
