import type { Container, ObjectMeta, PodSpec } from '../../api/types';
import type { KubernetesObject } from '../../apiserver/objectStore';
import type { Path } from '../../manifest/path';

/** A component that reads a field, and when in the start: `['scheduler', 'when it filters the nodes']`. */
export type Reader = readonly [who: string, when: string];

/** Where a value that is judged stands. Values are as written: types may be wrong, fields missing. */
export interface FactContext {
  /** The path of the field in its object. */
  path: Path;
  object: KubernetesObject;
  /** The pod, or the pod template, that the field is part of. */
  pod?: { metadata?: ObjectMeta; spec?: PodSpec };
  /** The container that the field is part of. */
  container?: Container;
  /** An object of the manifest or the workspace in the pod's namespace; undefined where none is known. */
  find(kind: string, name: string): KubernetesObject | undefined;
}

/**
 * What is known about a field besides what the simulator computes. Everything is in our own words, short, Markdown
 * inline code allowed; sentences end with a full stop.
 */
export interface FieldFact {
  /** What the field does to the start: one sentence, rarely two. */
  means: string;
  /** Who reads it, and when, besides the kubelet writing it into CRI requests. */
  readBy?: readonly Reader[];
  /** What holds where it is left out. Without it the type's zero value is meant. */
  absent?: string;
  /** The release in which it could first be used without switching on a feature: `1.29`. Absent: before 1.18. */
  since?: string;
  /** What will hurt the start, for this value here; undefined where nothing will. Must bear values of any type. */
  warn?(value: unknown, context: FactContext): string | undefined;
}

/**
 * Facts by `Definition.field` of `src/core/api/schema.ts` (`Container.image`, `PodSpec.hostNetwork`). One entry of a
 * map has its key in brackets (`ResourceRequirements.limits[cpu]`) and goes before the field's own fact.
 */
export type FieldFacts = Readonly<Record<string, FieldFact>>;
