import { entryOf } from '../core/entryOf';
import { KubectlError } from './kubectlError';

declare const checked: unique symbol;

/** Text from data that was found to be what it is said to be. None begins with `-` or contains a blank. */
export type Checked = string & { readonly [checked]: true };

/** Arguments of kubectl. Only `kubectlArgs` makes them, so that data cannot be an option. */
export type KubectlArgs = readonly string[] & { readonly [checked]: true };

/**
 * Arguments in literal words, with checked values in them. What is from data stands within a word (`--namespace=X`),
 * or behind `--`: ``kubectlArgs`get -o json --namespace=${namespace} -- ${type}/${name}` ``.
 */
export function kubectlArgs(words: TemplateStringsArray, ...values: readonly Checked[]): KubectlArgs {
  return String.raw({ raw: words }, ...values).split(' ') as readonly string[] as KubectlArgs;
}

/** Checked values put together to one, as a path of the API: ``checkedText`/api/v1/nodes/${node}/proxy/metrics` ``. */
export function checkedText(parts: TemplateStringsArray, ...values: readonly Checked[]): Checked {
  return String.raw({ raw: parts }, ...values) as Checked;
}

/** A path with a query, which hands on any text. What need not be encoded is not: cmd.exe reads `%`. */
export function withQuery(path: Checked, query: readonly (readonly [name: string, value: string])[]): Checked {
  const text = query.map(([name, value]) => `${name}=${queryText(value)}`).join('&');
  return (text === '' ? path : `${path}?${text}`) as Checked;
}

const bare: Readonly<Record<string, string>> = { '%20': '+', '%2C': ',', '%2F': '/', '%3A': ':', '%3D': '=' };

function queryText(value: string): string {
  return encodeURIComponent(value).replaceAll(/%(?:20|2C|2F|3A|3D)/g, (code) => entryOf(bare, code) ?? code);
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** What names a kind: a DNS-1035 label, in which kubectl does not look at the case. */
const kind = '[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

/** RFC 1123 (k8s.io/apimachinery/pkg/util/validation/validation.go, 1.37). */
const labelPattern = new RegExp(`^${label}$`);
const kindPattern = new RegExp(`^${kind}$`);

/** A namespace's name. @throws KubectlError */
export function namespaceName(text: unknown): Checked {
  return check(text, isLabel, 'a namespace');
}

/**
 * The name of a pod, a node, a workload: all of them are DNS-1123 subdomains.
 * @param what whose name it is: `pod`
 * @throws KubectlError
 */
export function objectName(text: unknown, what: string): Checked {
  return check(text, isSubdomain, `a ${what}`);
}

/** `deploy`, `Deployment`, `deployments.apps`, `deployment.v1.apps`, as a person writes them. @throws KubectlError */
export function resourceType(text: unknown): Checked {
  return check(
    text,
    (type) => {
      const [first = '', ...group] = type.split('.');
      return kindPattern.test(first) && (group.length === 0 || isSubdomain(group.join('.')));
    },
    'a type of objects',
  );
}

/** `ReplicaSet` of `apps/v1` → `replicaset.v1.apps`, which no other kind of the same name is mistaken for. @throws KubectlError */
export function typeOfKind(apiVersion: unknown, name: unknown): Checked {
  const proper = check(name, (text) => kindPattern.test(text), 'a kind').toLowerCase();
  const version = check(
    apiVersion,
    (text) => {
      const parts = text.split('/');
      return parts.length <= 2 && isLabel(parts.at(-1) ?? '') && (parts.length === 1 || isSubdomain(parts[0] ?? ''));
    },
    'an apiVersion',
  );
  const [group = '', release] = version.split('/');
  return (release === undefined ? proper : `${proper}.${release}.${group}`) as Checked;
}

function isLabel(text: string): boolean {
  return labelPattern.test(text);
}

function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(part));
}

/** A folder of this machine; of a name with a blank, or with what cmd.exe reads, kubectl would see another. @throws KubectlError */
export function folderName(text: string): Checked {
  if (/^[^-\s%"][^\s%"]*$/.test(text)) return text as Checked;
  throw new KubectlError('refused', `${JSON.stringify(text).slice(0, 80)} cannot be given to kubectl as a folder`);
}

function check(text: unknown, isRight: (text: string) => boolean, what: string): Checked {
  if (typeof text === 'string' && isRight(text)) return text as Checked;
  const quoted = (JSON.stringify(text) ?? 'undefined').slice(0, 80);
  throw new KubectlError('refused', `${quoted} is not a name that Kubernetes allows for ${what}`);
}
