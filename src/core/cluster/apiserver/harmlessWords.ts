import type { ErrorCause } from '../../api/status';
import { isNearly } from '../../manifest/mayBeSecret';

/**
 * Of what the API server, or kubectl for it, says about a Secret only what quotes none of its values: the sentences
 * below, cut where a value may follow. Undefined for a sentence that is not known.
 */
export function harmlessWords(message: string): string | undefined {
  const [prefix] =
    /^(?:Error from server(?: \([A-Za-z]{1,40}\))?: |error: )?(?:error (?:when creating|validating|parsing) "?STDIN"?: )?/.exec(
      message,
    ) ?? [''];
  const sentence = message.slice(prefix.length);
  for (const [pattern, words] of sentences) {
    const found = pattern.exec(sentence);
    const told = found && words(found);
    if (told) return prefix + told;
  }
  return undefined;
}

const name = '"[a-z0-9.-]*"';
const whole = ([text]: RegExpExecArray): string => text;
/** What stands where words were left out. */
const cut = '… (cut: what follows may quote a value of the Secret)';

/**
 * The sentences, from the start of a message on: of k8s.io/apimachinery/pkg/api/errors and pkg/util/validation/field,
 * the quota's admission, encoding/json and sigs.k8s.io/structured-merge-diff, 1.37.
 */
const sentences: readonly (readonly [pattern: RegExp, words: (found: RegExpExecArray) => string | undefined])[] = [
  [/no matches for kind "(?:[A-Z][a-z]{1,30}){1,6}" in version "[a-z0-9./-]{1,100}"$/, whole],
  [/^error validating data: (?:kind not set|(?:apiVersion|kind) isn't string type)/, whole],
  [/^json: cannot unmarshal /, ({ input }) => decodingWords(input)],
  [/^metadata\.managedFields must be nil$/, whole],
  [/^error converting YAML to JSON: yaml: line \d{1,9}: /, ([text]) => `${text}${cut}`],
  [
    /^Apply failed with \d{1,9} conflicts?: conflicts? with "[\w.-]{1,128}"(?: using [a-z0-9./]{1,100})?: /,
    ([text]) => `${text}${cut}`,
  ],
  [new RegExp(`^(?:secrets|namespaces) ${name} (?:already exists|not found)$`), whole],
  [/^resourceVersion should not be set on objects to be created$/, whole],
  [new RegExp(`^secrets ${name} is forbidden: exceeded quota: [a-z0-9.,:=/ -]+$`), whole],
  [
    new RegExp(
      `^secrets ${name} is forbidden: User "[\\w:@.-]+" cannot [a-z]+ resource "secrets" in API group "" in the namespace ${name}$`,
    ),
    whole,
  ],
  [
    /^(Secret in version "v1" cannot be handled as a Secret: |unable to decode "STDIN": )(.*)$/s,
    ([, head = '', detail = '']) => head + decodingWords(detail),
  ],
  [
    /^failed to convert new object \([^)]*\) to proper version: unable to convert unstructured object to \/v1, Kind=Secret: error decoding from json: (.*)$/s,
    ([, detail = '']) => `failed to convert the object: ${decodingWords(detail)}`,
  ],
  [
    new RegExp(`^((?:The )?Secret ${name} is invalid: )(?:\\n\\* )?\\[?(.*)$`, 's'),
    ([, head = '', list = '']) => head + fieldWords(list),
  ],
  [
    /^failed to create typed patch object \(([^)]*)\): (.*)$/s,
    ([, object, detail = '']) =>
      object?.endsWith('Kind=Secret') ? `failed to create typed patch object: ${typedWords(detail)}` : undefined,
  ],
];

/** What is wrong with a field of a Secret, without its value; a key that is none may be one. */
export function harmlessCause(cause: ErrorCause): ErrorCause {
  const { field } = cause;
  const isHarmless = /^[\w.[\]-]{1,300}$/.test(field);
  const part = isHarmless ? field : (/^[A-Za-z]{1,60}/.exec(field)?.[0] ?? '');
  return { ...cause, field: part, message: harmlessMessage(cause) };
}

function harmlessMessage({ message, misfit }: ErrorCause): string {
  if (misfit || /^illegal base64 data at input byte \d{1,9}$/.test(message)) return message;
  const [type] = /^[A-Z][a-z]+(?: [a-z]+)?/.exec(message) ?? [];
  return type !== undefined && errorTypes.has(type) ? type : 'it is wrong';
}

/** Why a value was not decoded. */
function decodingWords(detail: string): string {
  if (/^illegal base64 data at input byte \d{1,9}$/.test(detail)) return detail;
  if (isOfUnknownFields(detail)) return detail;
  const [, found, place = '', type] =
    /^json: cannot unmarshal ([a-z]{1,10})(?: [^ ]+)? into Go (?:value|struct field ([\w.]+)) of type ([\w.[\]]+)$/.exec(
      detail,
    ) ?? [];
  if (found === undefined || !place.split('.').every(isPartOfSecret)) return cut;
  return `json: cannot unmarshal ${found} into Go ${place ? `struct field ${place}` : 'value'} of type ${type}`;
}

/** Whether it is the refusal of fields that a Secret may have, misspelt. */
function isOfUnknownFields(detail: string): boolean {
  const strict = 'strict decoding error: ';
  if (!detail.startsWith(strict)) return false;
  return detail
    .slice(strict.length)
    .split(', ')
    .map((one) => /^unknown field "([A-Za-z.]{1,60})"$/.exec(one)?.[1])
    .every((field) => field !== undefined && field.split('.').every(isPartOfSecret));
}

/** The fields that are not accepted, and why, up to the first that has a value. */
function fieldWords(list: string): string {
  const told: string[] = [];
  const field = /([A-Za-z.]+)(?:\[([^\]]*)\])?: ([A-Z][a-z]+(?: [a-z]+)?)/y;
  for (let found = field.exec(list); found; found = field.exec(list)) {
    const [, path = '', key, type = ''] = found;
    if (!path.split('.').every(isPartOfSecret) || !errorTypes.has(type)) break;
    const at = key === undefined ? '' : `[${neededKeys.has(key) ? key : '…'}]`;
    told.push(`${path}${at}: ${type}`);
    const [next] = /^(?:, |\n\* )/.exec(list.slice(field.lastIndex)) ?? [];
    const isLast = /^\]?$/.test(list.slice(field.lastIndex));
    if (isLast) return told.join(', ');
    if (next === undefined) break;
    field.lastIndex += next.length;
  }
  return [...told, cut].join(' ');
}

/** What server-side apply's typed values are wrong in: the field, or its key. */
function typedWords(detail: string): string {
  const text = detail.replace(/^errors:\s/, '').trimStart();
  const colon = text.indexOf(': ');
  const [place, said] = [text.slice(0, colon), text.slice(colon)];
  const [, field = '', ...below] = place.split('.');
  const [why] = /^: (?:expected [a-z]{1,10}|field not declared in schema)/.exec(said) ?? [];
  if (why === undefined || field === '' || !isPartOfSecret(field)) return cut;
  const key = below.join('.');
  const isKey = (field === 'data' || field === 'stringData') && /^[-\w.]{1,253}$/.test(key);
  return `.${field}${isKey ? `.${key}` : ''}${why} ${cut}`;
}

const errorTypes = new Set(['Invalid value', 'Required value', 'Duplicate value', 'Not found', 'Unsupported value', 'Forbidden', 'Too long', 'Too many', 'Too few']); // prettier-ignore

const parts = ['Secret', 'ObjectMeta', 'metadata', 'data', 'stringData', 'immutable', 'type', 'name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields', 'uid']; // prettier-ignore

/** Whether it is the name of a field, or nearly so. */
function isPartOfSecret(part: string): boolean {
  return part === '' || parts.some((known) => isNearly(part, known));
}

/** The keys that the API server asks for by the Secret's type (ValidateSecret). */
const neededKeys = new Set(['.dockercfg', '.dockerconfigjson', 'tls.crt', 'tls.key', 'username', 'password', 'ssh-privatekey', 'kubernetes.io/service-account.name']); // prettier-ignore
