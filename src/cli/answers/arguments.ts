import * as z from 'zod/mini';
import { runtimeChoices } from '../../core/scenario/runtimes/runtimeOf';

/** Characters of a manifest: more than the API server takes of one object, many times. */
export const mostOfManifest = 3_000_000;
/** Characters of saved output in a message; a file may be larger. */
export const mostOfOutput = 8_000_000;
const mostOfPath = 4_096;
const mostOfList = 50;

const text = (most: number, description: string) =>
  z.optional(z.string().check(z.maxLength(most))).check(z.describe(description));

/** A path of a file. */
export const path = z.string().check(z.maxLength(mostOfPath));

/** A list of paths. */
export const paths = (description: string) =>
  z.optional(z.array(path).check(z.maxLength(mostOfList))).check(z.describe(description));

/** Short text, such as a name. */
export const shortText = (description: string) => text(400, description);

/** Saved output. */
export const outputText = (description: string) => text(mostOfOutput, description);

/** One manifest: as a text, or a file's path. */
export const oneManifest = {
  manifest: text(mostOfManifest, 'The text of a manifest: YAML or JSON, one or many objects'),
  file: text(mostOfPath, 'The path of a manifest, in place of its text'),
};

/** The circumstances of a simulated start. */
export const circumstances = {
  kubernetes: shortText('The release of Kubernetes to simulate, such as 1.34 (default: the newest that is known)'),
  runtime: shortText(
    `The container runtime: ${Object.keys(runtimeChoices).join(', ')}, or as a node reports it, such as containerd://1.7.27`,
  ),
  namespace: shortText('Where objects go that name no namespace (default: default)'),
  assume: z
    .optional(z.literal(['usual', 'nothing']))
    .check(
      z.describe(
        'usual (default): the cluster has what the manifest refers to and does not have itself; nothing: that is missing',
      ),
    ),
};

const list = (description: string) =>
  z.optional(z.array(z.string().check(z.maxLength(400))).check(z.maxLength(mostOfList))).check(z.describe(description));

/** What is changed of a simulated start. */
export const changes = {
  fault: list('Faults, such as "crash app": one that does not fit is refused with the list of those that do'),
  whatIf: list('Circumstances that are changed, a line each, such as "answers-after app 25s" or "image nginx absent"'),
};

/** How much of a start an answer shows. */
export const level = z
  .optional(z.literal([1, 2, 3]))
  .check(
    z.describe(
      'Also tells the calls: 1 the main steps, 2 with the calls to the container runtime, 3 all. Without it the answer is a summary',
    ),
  );

/** Which page of a long answer. */
export const page = z
  .optional(z.int().check(z.gte(1), z.lte(10_000)))
  .check(z.describe('Which page of a long answer (default: 1); an answer says how many it has'));
