import type { WrittenObject } from '../api/kubernetesObject';
import type { Circumstances } from '../circumstances/circumstances';
import type { ReadText } from '../kustomize/kustomization';

/** A file that may be read, and what it is called in the answer. */
export interface FoundFile {
  file: string;
  text: string;
}

/** A manifest, and what lies beside it. */
export interface FoundManifest extends FoundFile {
  /** Objects of other files. */
  existing: readonly WrittenObject[];
  /** What there is to say of them, a line each. */
  notes: readonly string[];
}

/** Files that are checked as one world. */
export interface FoundManifests {
  files: readonly FoundFile[];
  existing: readonly WrittenObject[];
  notes: readonly string[];
}

/** What a face gives its tools: the files that they may read and the circumstances that it is set to. */
export interface AnswerWorld {
  /** Rejects with a Refusal for a file that is not there or may not be read. */
  manifest: (file: string) => Promise<FoundManifest>;
  /** What is there beside a manifest that is given as a text. */
  besideText: () => Promise<readonly WrittenObject[]>;
  /** A file of saved output; rejects as `manifest`. */
  saved: (file: string) => Promise<FoundFile>;
  /** The manifests of files and folders; rejects as `manifest`. */
  manifests: (paths: readonly string[]) => Promise<FoundManifests>;
  /** What the files around a manifest are read with. */
  read: ReadText;
  /** Under what a manifest is simulated where the question does not say it; `file` is undefined for a text. */
  circumstances: (file: string | undefined) => Circumstances;
  /** Yields to other work. Rejects when the answer is no longer wanted. */
  pause: () => Promise<void>;
}

/** What an assistant is told. */
export interface Answered {
  text: string;
  /** The same for a program, of a tool that has some. */
  data?: Record<string, unknown>;
  /** There is no answer: the text says why, and what to do. */
  isError: boolean;
}

/** Answers a question by the name of its tool, such as `explain_manifest`. Rejects only when the answer is no longer wanted. */
export type AnswerTo = (tool: string, given: unknown, world: AnswerWorld) => Promise<Answered>;

/** Why a question has no answer, and what to do. */
export class Refusal extends Error {}
