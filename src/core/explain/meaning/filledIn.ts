import { newestVersion, releaseOf } from '../../release/kubernetesRelease';
import { fieldErrorsOf } from '../../cluster/apiserver/fieldErrorsOf';
import { fitsScalar } from '../../api/scalars';
import type { WrittenObject } from '../../api/kubernetesObject';
import type { FieldError } from '../../api/fieldError';
import { dns1123Subdomain } from '../../api/names';
import { schema } from '../../api/schema';
import { entryOf, setEntry } from '../../entryOf';
import { isMap } from '../../isMap';
import { imageNameOf } from '../../componentHelpers/imageName';
import { mayBeSecret } from '../../manifest/mayBeSecret';
import { valueAt, type Path } from '../../path';
import { isHarmlessTemplate } from '../../manifest/secretMask';
import { replaceTemplates } from '../../manifest/templates';
import { withValue } from '../../changedValue';
import { parsePath } from '../../manifest/parsePath';
import { hasPlaceholder, isHarmlessPlaceholder, replacePlaceholders, standsForNumber } from './placeholders';
import { referencesOf } from '../../manifest/references';
import { isUnknownField, schemaField } from '../../api/schemaField';
import { walkSchema } from '../../api/schemaWalk';
import { blockFor } from './templateBlock';
import { wordFor, type TemplateWords } from './templateWords';

/** A value that something stands in for. */
export interface FilledValue {
  path: Path;
  /** What is written there. */
  text: string;
}

export interface Filled<T> {
  object: T;
  /** The placeholders; template expressions are known by their form. */
  placeholders: FilledValue[];
  /** What the words in it stand for. */
  words: TemplateWords;
}

/** Rounds of filling in: a word for each placeholder, one for the whole text, nothing at all. */
const mostRounds = 6;

/** Texts of a form of their own that the API server asks for. */
const forms: Readonly<Record<string, string>> = { schedule: '0 0 * * *', ip: '192.0.2.1', mountPath: '/x' };

/**
 * The object with values in place of template expressions (`{{ … }}`) and of placeholders (`${IMAGE}`), by what each
 * field can hold; those that stand for parts of unknown shape are left out. A text is a placeholder only where the API
 * server or the kubelet refuses what is written. The same object where it has none.
 */
export function filledIn<T extends WrittenObject>(object: T): Filled<T> {
  if (!anyText(object, (text) => text.includes('{{') || standsForNumber(text)))
    return { object, placeholders: [], words: new Map() };
  const filler = new Filler(object, mayBeSecret(object));
  return filler.filled();
}

class Filler<T extends WrittenObject> {
  readonly #placeholders: FilledValue[] = [];
  readonly #tries = new Map<string, number>();
  readonly #wordsFor = new Map<string, string>();
  readonly #kind: string;
  #object: T;

  /** @param isSecret whether what may hold a Secret's value gets a word that nothing is put back for */
  constructor(
    readonly written: T,
    readonly isSecret: boolean,
  ) {
    this.#kind = typeof written.kind === 'string' ? written.kind : '';
    this.#object = written;
  }

  filled(): Filled<T> {
    this.#object = this.#typed(this.written, this.#kind, []) as T;
    // A word in capitals counts only where a number is to stand, which was seen to: most are names of variables.
    if (this.#object === this.written && !anyText(this.written, mayBeFilled))
      return { object: this.written, placeholders: [], words: this.#wordsFor };
    this.#fillNames();
    for (let round = 0; round < mostRounds; round++) {
      const before = this.#object;
      // One field may be refused for several reasons; what stands in for it has to be judged first.
      const errors = new Map(fieldErrorsOf(this.#object, releaseOf(newestVersion)).map((error) => [error.path, error]));
      for (const error of errors.values()) this.#repair(error);
      if (this.#object === before) break;
    }
    this.#leaveOut();
    return { object: this.#object, placeholders: this.#placeholders, words: this.#wordsFor };
  }

  /** Values in place of template expressions, and of placeholders where no text may stand. */
  #typed(value: unknown, type: string, path: Path): unknown {
    if (typeof value === 'string') return this.#typedText(value, type, path);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const item = type.replace(/^\[|\]$/g, '');
      const items: unknown[] = value;
      const filled = items.map((entry, i) => this.#typed(entry, item, [...path, i]));
      if (filled.every((entry, i) => entry === items[i])) return value;
      return filled.filter((entry) => entry !== undefined);
    }
    const fields = entryOf(schema, type);
    const [[word, nothing] = [], ...more] = Object.entries(value);
    // What YAML makes of `{image}` without quotes.
    const isBraced = word !== undefined && nothing === null && more.length === 0;
    if (isBraced && !fields && /^[a-z]/i.test(type) && type !== 'object')
      return this.#typedText(`{${word}}`, type, path);
    const isOfMap = type.startsWith('{');
    const filled: Record<string, unknown> = {};
    let isSame = true;
    for (const [key, entry] of Object.entries(value)) {
      const inner = isOfMap ? type.slice(1, -1) : (entryOf(fields, key) ?? '').replace(/#.*/, '').replace(/!$/, '');
      const name = key.includes('{{') ? this.#words(key) : key;
      const result = this.#typed(entry, inner, [...path, key]);
      isSame &&= result === entry && name === key;
      if (result !== undefined) setEntry(filled, name, result);
    }
    return isSame ? value : filled;
  }

  #typedText(text: string, type: string, path: Path): unknown {
    const isTemplate = text.includes('{{');
    const isPlaceholder = /^(?:int|double|Quantity)/.test(type) ? standsForNumber : hasPlaceholder;
    if (!isTemplate && (type === '' || fitsScalar(text, type) || !isPlaceholder(text))) return text;
    if (type === 'string' || type === '') return isTemplate ? this.#words(text) : text;
    // A text alone does not fit here: what is meant may be anything, as in custom resources.
    if (!isTemplate) this.#placeholders.push({ path, text });
    return isTemplate ? (blockFor(type, path) ?? standInFor(type, path)) : standInFor(type, path);
  }

  /** Names of other objects and images, which the API server takes as they are. */
  #fillNames(): void {
    const isBad = (name: string): boolean => dns1123Subdomain(name).length > 0;
    for (const { path, name } of referencesOf(this.#kind, this.#object)) if (isBad(name)) this.#fillText(path, isBad);
    walkSchema(this.#kind, this.#object, [], ({ definition, field, value, path }) => {
      const isImage = field === 'image' && definition.endsWith('Container');
      if (isImage && typeof value === 'string' && value !== '') this.#fillText(path, (image) => !imageNameOf(image));
    });
  }

  #fillText(path: Path, isBad: (text: string) => boolean): void {
    const text = valueAt(this.#object, path);
    if (typeof text !== 'string' || !isBad(text) || !hasPlaceholder(text)) return;
    const filled = this.#words(text);
    this.#put(path, isBad(filled) ? this.#word(text) : filled);
    this.#placeholders.push({ path, text });
  }

  #repair({ path: text, type, detail = '' }: FieldError): void {
    const path = parsePath(text);
    if (detail.startsWith('`selector` does not match') || detail.includes('does not match template')) {
      this.#matchSelector(path);
      return;
    }
    const value = valueAt(this.#object, path);
    const written = valueAt(this.written, path);
    if (typeof written === 'string' && (written.includes('{{') || hasPlaceholder(written))) {
      const tries = this.#tried(path);
      if (tries === 0 && !written.includes('{{')) this.#placeholders.push({ path, text: written });
      const supported = type === 'Unsupported value' ? supportedIn(detail) : undefined;
      const form = supported ?? entryOf(forms, path.at(-1));
      const field = schemaField(this.#kind, path);
      const isText = field === undefined || isUnknownField(field) || field.type === 'string';
      if (!isText) this.#put(path, tries === 0 && typeof value === 'string' ? standInFor(field.type, path) : undefined);
      else if (tries > 1) this.#put(path, undefined);
      else this.#put(path, form ?? (tries === 0 ? this.#words(written) : this.#word(written)));
    } else if (this.#isOfBlock(path)) {
      const choice = supportedIn(detail);
      if (choice !== undefined) this.#put(path, choice);
    } else if (Array.isArray(written) && supportedIn(detail) !== undefined) {
      const choices = written.map((one: unknown) =>
        anyText(one, (word) => word.includes('{{')) ? supportedIn(detail) : one,
      );
      if (choices.some((one, i) => one !== written[i])) this.#put(path, choices);
    } else if (isMap(value)) {
      const choice = type === 'Unsupported value' ? supportedIn(detail) : undefined;
      // A choice by its `type`, of which the whole is refused.
      if (choice !== undefined && String(valueAt(this.written, [...path, 'type'])).includes('{{'))
        this.#put([...path, 'type'], choice);
      else this.#repairMap(path, value);
    }
  }

  /** Whether an expression stands for all of what the path leads into. */
  #isOfBlock(path: Path): boolean {
    return path.some((_, i) => {
      const above = valueAt(this.written, path.slice(0, i));
      return typeof above === 'string' && above.includes('{{');
    });
  }

  /** A template is not refused for what its values may be: what still is wrong, and has an expression in it, goes. */
  #leaveOut(): void {
    for (const { path: text } of fieldErrorsOf(this.#object, releaseOf(newestVersion))) {
      const path = parsePath(text);
      const written = valueAt(this.written, path);
      if (anyText(written, (one) => one.includes('{{')) || this.#isOfBlock(path)) this.#put(path, undefined);
    }
  }

  /** What gives the labels of the template has those of the selector among them, where something gives either of them. */
  #matchSelector(path: Path): void {
    const isGiven = [path, ['spec', 'selector']].some(
      (one) => this.#isOfBlock(one) || anyText(valueAt(this.written, one), mayBeFilled),
    );
    if (!isGiven) return;
    const labels = valueAt(this.#object, path) ?? {};
    const selector =
      valueAt(this.#object, ['spec', 'selector', 'matchLabels']) ?? valueAt(this.#object, ['spec', 'selector']);
    if (isMap(labels) && isMap(selector)) this.#put(path, { ...labels, ...selector });
  }

  /** Labels and the like, whose refusal names the map. */
  #repairMap(path: Path, map: Readonly<Record<string, unknown>>): void {
    const isFilledLater = (text: unknown): boolean =>
      typeof text === 'string' && (aWord.test(text) || hasPlaceholder(text));
    const entries = Object.entries(map);
    if (!entries.every(([, entry]) => typeof entry === 'string' || typeof entry === 'number')) return;
    const found = entries.filter(([key, entry]) => {
      const written = valueAt(this.written, [...path, key]);
      return isFilledLater(key) || isFilledLater(entry) || (typeof written === 'string' && isFilledLater(written));
    });
    if (found.length === 0) return;
    const field = schemaField(this.#kind, path);
    const isText = field !== undefined && !isUnknownField(field) && field.type === '{string}';
    const tries = this.#tried(path);
    const result: Record<string, unknown> = {};
    for (const [key, entry] of entries) {
      if (!found.some(([name]) => name === key)) setEntry(result, key, entry);
      else if (isText && tries === 0) {
        this.#placeholders.push({ path: [...path, key], text: String(entry) });
        setEntry(result, this.#words(key), this.#words(String(entry)));
      }
    }
    this.#put(path, result);
  }

  #tried(path: Path): number {
    const key = JSON.stringify(path);
    const tries = this.#tries.get(key) ?? 0;
    this.#tries.set(key, tries + 1);
    return tries;
  }

  #put(path: Path, value: unknown): void {
    if (valueAt(this.#object, path) !== value) this.#object = withValue(this.#object, path, value);
  }

  #words(text: string): string {
    const filled = replaceTemplates(text, (source) => this.#word(source));
    return replacePlaceholders(filled, (source) => this.#word(source));
  }

  #word(source: string): string {
    const isHarmless = isHarmlessTemplate(source) || isHarmlessPlaceholder(source);
    if (this.isSecret && !isHarmless) return 'x';
    const word = wordFor(source);
    this.#wordsFor.set(word, source);
    return word;
  }
}

/** What may be put in a list of others that an error tells, first of all what a strategy is where nobody says it. */
function supportedIn(detail: string): string | undefined {
  const [, list = ''] = /(?:supported|valid) values: (.*)/.exec(detail) ?? [];
  const values = [...list.matchAll(/"?([\w.-]+)"?/g)].map(([, value]) => value);
  return values.find((value) => value === 'RollingUpdate') ?? values[0];
}

/** A word that stands for something, or what looks like one. */
const aWord = /tpl[0-9a-z]{7}x/;

function mayBeFilled(text: string): boolean {
  return text.includes('{{') || aWord.test(text) || hasPlaceholder(text);
}

/** A value of the type; undefined where none is as good as any. */
function standInFor(type: string, path: Path): unknown {
  // Any other time would do, but a short one ends what begins.
  if (path.at(-1) === 'activeDeadlineSeconds' || path.at(-1) === 'progressDeadlineSeconds') return undefined;
  switch (type) {
    case 'int32':
    case 'int64':
    case 'double':
    case 'IntOrString':
      return 1;
    case 'Quantity':
      return path.at(-1) === 'cpu' ? '1' : '1Gi';
    case 'bytes':
      return '';
    default:
      return undefined;
  }
}

function anyText(value: unknown, isFound: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isFound(value);
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, entry]) => isFound(key) || anyText(entry, isFound))
  );
}
