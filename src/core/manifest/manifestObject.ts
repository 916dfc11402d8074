import { qualifiedKind } from '../api/kinds';
import type { WrittenObject } from '../api/kubernetesObject';
import { valueAt, type Path } from '../path';
import { maskOf, withoutSecrets } from './secretMask';
import { nodeAt, pathsAt, type PathAt } from './sourcePaths';
import type { SourceNode, SourceRange } from './sourceNode';

/** Where a value and, in a map, its field's name stand: offsets into the manifest's text. */
export interface PlacedValue {
  /** Absent for list items. */
  key?: SourceRange;
  value: SourceRange;
  /** Where an alias or a merge key takes the value in, if `value` stands elsewhere (at its anchor). */
  alias?: SourceRange;
}

/**
 * An object of a manifest with its places. The value is what kubectl would send, but for the values of Secrets; it is
 * shared between versions of a manifest, so nobody may change it.
 */
export class ManifestObject {
  readonly value: WrittenObject;
  readonly #node: SourceNode;
  readonly kind: string;
  readonly apiVersion: string;
  /** '' where there is none. */
  readonly name: string;
  readonly namespace: string | undefined;

  constructor(
    node: SourceNode,
    /** The index of its document in the manifest. */
    readonly document: number,
    /** Where it lies in its document: `[]`, or `['items', 3]` in a List. */
    readonly prefix: Path,
    /** Where its document starts. */
    readonly offset: number,
    /** Whether it is taken for a Secret, for all that its value says. */
    isSecret = false,
  ) {
    this.#node = node;
    this.value = (isSecret ? maskOf : withoutSecrets)(node.value as WrittenObject);
    const { kind, apiVersion } = this.value;
    this.kind = qualifiedKind(apiVersion, text(kind) ?? '');
    this.apiVersion = text(apiVersion) ?? '';
    this.name = this.#metadata('name') ?? this.#metadata('generateName') ?? '';
    this.namespace = this.#metadata('namespace');
  }

  get range(): SourceRange {
    return this.#placed(this.#node);
  }

  /** Where the value at the path stands. Undefined where the object has none. */
  rangeOf(path: Path): PlacedValue | undefined {
    const node = nodeAt(this.#node, path);
    if (!node) return undefined;
    return {
      value: this.#placed(node),
      ...(node.key && { key: this.#placed(node.key) }),
      ...(node.alias && { alias: this.#placed(node.alias) }),
    };
  }

  /** What stands at the offset: the deepest value that holds it. Undefined outside of the object. */
  pathAt(offset: number): PathAt | undefined {
    return pathsAt(this.#node, offset - this.offset)[0];
  }

  /** As pathAt, with the paths that take the same text in through aliases and merge keys. The written place comes first. */
  pathsAt(offset: number): PathAt[] {
    return pathsAt(this.#node, offset - this.offset);
  }

  #metadata(field: string): string | undefined {
    return text(valueAt(this.value, ['metadata', field]));
  }

  #placed(range: SourceRange): SourceRange {
    return { start: range.start + this.offset, end: range.end + this.offset };
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
