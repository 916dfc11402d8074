import { kindOf } from '../api/kinds';
import { cutMistakes, documentSlices } from './documentSlices';
import { mayHoldSecret, parseManifestDocument, type ParsedDocument } from './manifestDocument';
import { ManifestObject } from './manifestObject';
import { isSecretKind } from './mayBeSecret';
import type { Path } from '../path';
import type { SourceNode } from './sourceNode';

/** Something that keeps a text from being read as it was meant. */
export interface Problem {
  message: string;
  severity: 'error' | 'warning';
  offset: number;
  length: number;
  /** Both count from 1, as editors show them. */
  line: number;
  column: number;
}

/** Fields that objects have: a `kind` without an apiVersion and any of them is something else's, such as a chart's values. */
const ofObjects = ['metadata', 'spec', 'data', 'stringData', 'type'];

function isObject(fields: ReadonlyMap<string, unknown>): boolean {
  return fields.has('apiVersion') || (fields.has('kind') && ofObjects.some((field) => fields.has(field)));
}

/** One document of a manifest; it is parsed when its objects are first asked for. */
export class ManifestDocument {
  #parsed: ParsedDocument | undefined;
  #objects: ManifestObject[] | undefined;

  constructor(
    readonly text: string,
    readonly start: number,
    readonly index: number,
    previous: ParsedDocument | undefined,
  ) {
    this.#parsed = previous;
  }

  get end(): number {
    return this.start + this.text.length;
  }

  /** The parse so far, to carry it over into the next version of the text. */
  get parsedBefore(): ParsedDocument | undefined {
    return this.#parsed;
  }

  get parsed(): ParsedDocument {
    return (this.#parsed ??= parseManifestDocument(this.text));
  }

  /**
   * The document's Kubernetes objects: one, or a List's items, or none where it is something else. Of a text that cannot
   * be read, and may hold a Secret, only those that are something else for sure.
   */
  get objects(): ManifestObject[] {
    return (this.#objects ??= this.#readObjects());
  }

  #readObjects(): ManifestObject[] {
    if (!looksLikeKubernetes(this.text)) return [];
    const objects: ManifestObject[] = [];
    const read = (node: SourceNode | undefined, prefix: Path): void => {
      if (!node?.entries) return;
      const kindNode = node.entries.get('kind');
      const kind = kindNode?.value;
      const items = node.entries.get('items')?.items;
      if (items && typeof kind === 'string' && kind.endsWith('List')) {
        items.forEach((item, i) => read(item, [...prefix, 'items', i]));
      } else if (isObject(node.entries)) {
        if (!this.#mayBeHiddenSecret(kind))
          objects.push(new ManifestObject(node, this.index, prefix, this.start, saidSecret(kindNode)));
      }
    };
    read(this.parsed.root, []);
    return objects;
  }

  /** Of a document that cannot be read, and may hold a Secret: what stands where in it is not known. */
  #mayBeHiddenSecret(kind: unknown): boolean {
    if (!this.parsed.problems.some(({ severity }) => severity === 'error')) return false;
    const isOther = typeof kind === 'string' && kindOf(kind) !== undefined && !isSecretKind(kind);
    return !isOther && mayHoldSecret(this.parsed);
  }
}

/** Whether a key that stands twice, and counts as what it says last, said Secret before. */
function saidSecret(kind: SourceNode | undefined): boolean {
  return kind?.hides !== undefined && (isSecretKind(kind.hides.value) || saidSecret(kind.hides));
}

/** A manifest's text as Kubernetes objects with places. */
export class Manifest {
  #objects: ManifestObject[] | undefined;
  #problems: Problem[] | undefined;
  #lineStarts: number[] | undefined;

  constructor(
    readonly text: string,
    readonly documents: readonly ManifestDocument[],
  ) {}

  /** All objects, in their order; this parses every document. */
  get objects(): ManifestObject[] {
    return (this.#objects ??= this.documents.flatMap((document) => document.objects));
  }

  /** What is wrong with the text, in its order; this parses every document. */
  get problems(): Problem[] {
    return (this.#problems ??= this.#allProblems());
  }

  #allProblems(): Problem[] {
    const ofDocuments = this.documents.flatMap((document) =>
      document.parsed.problems.map(({ message, severity, start, end }) => {
        return { message, severity, offset: document.start + start, length: end - start };
      }),
    );
    const ofCuts = cutMistakes(this.text).map(({ message, start, end }) => {
      return { message, severity: 'error' as const, offset: start, length: end - start };
    });
    const all = ofCuts.length === 0 ? ofDocuments : [...ofDocuments, ...ofCuts].sort((a, b) => a.offset - b.offset);
    return all.map((problem) => ({ ...problem, ...this.positionAt(problem.offset) }));
  }

  /** The document that holds the offset, without parsing any. */
  documentAt(offset: number): ManifestDocument | undefined {
    return this.documents.find(({ start, end }) => offset >= start && offset <= end);
  }

  /** The object that holds the offset; only its document is parsed. */
  objectAt(offset: number): ManifestObject | undefined {
    return this.documentAt(offset)?.objects.find(({ range }) => offset >= range.start && offset <= range.end);
  }

  /** Line and column of an offset; both count from 1, columns in UTF-16 units. */
  positionAt(offset: number): { line: number; column: number } {
    const starts = this.#lines();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The offset of a line and a column (from 1), kept inside of the text and the line. */
  offsetAt(line: number, column: number): number {
    const starts = this.#lines();
    const start = starts[Math.min(Math.max(line, 1), starts.length) - 1] ?? 0;
    const next = starts[line] ?? this.text.length + 1;
    return Math.min(start + Math.max(column, 1) - 1, Math.max(next - 1, start));
  }

  #lines(): number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    return (this.#lineStarts = starts);
  }
}

const restOfObject = /^[ \t-]*["']?(?:metadata|spec)["']?[ \t]*:/m;

/** Whether a text can hold a Kubernetes object; a quick look that keeps other YAML from being parsed at all. */
export function looksLikeKubernetes(text: string): boolean {
  const [hasKind, hasVersion] = [text.includes('kind'), text.includes('apiVersion')];
  // Where one of them is forgotten, the rest of an object is there.
  return hasKind ? hasVersion || restOfObject.test(text) : hasVersion && restOfObject.test(text);
}

/**
 * Reads a manifest: YAML or JSON, one document or many. Never throws. Nothing is parsed until it is asked for;
 * given the previous version of the same text, documents that did not change keep their parse and their values' identity.
 */
export function parseManifest(text: string, previous?: Manifest): Manifest {
  if (previous?.text === text) return previous;
  const known = new Map<string, ParsedDocument>();
  for (const document of previous?.documents ?? []) {
    if (document.parsedBefore) known.set(document.text, document.parsedBefore);
  }
  const documents = documentSlices(text).map(({ start, end }, index) => {
    const slice = text.slice(start, end);
    return new ManifestDocument(slice, start, index, known.get(slice));
  });
  return new Manifest(text, documents);
}
