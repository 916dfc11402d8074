import { statusText, type ApiError } from '../../api/status';
import { admissionRefusal } from './admissionRefusals';
import type { Refusal } from '../facts/finding';
import type { Finding } from '../facts/finding';
import { causeRefusal, inPodSpec } from '../facts/fieldRefusal';
import { fieldMeant } from '../../api/fieldMeant';
import { kindMeant } from '../../api/kinds';
import { servedIn } from '../../api/servedVersions';
import { versions } from '../../release/differences';
import { newestVersion, type KubernetesVersion } from '../../release/kubernetesRelease';
import { unservedVersion } from '../../api/unservedVersion';
import { isUnknownField, schemaField } from '../../api/schemaField';
import { entryOf } from '../../entryOf';
import { parsePath } from '../../manifest/parsePath';
import { kubectl } from '../facts/suggestedCommand';

/** How many mistakes of one object are told. */
const mostCauses = 10;

/** Why the API server did not store an object, by its own words: one for each mistake of which the place is known. */
export function refusals(error: ApiError, namespace?: string): Finding[] {
  const { message, causes = [] } = error;
  const evidence = `refused: ${statusText(error)}: ${message}`;
  const found = ofPod(admissionRefusal(message, namespace), error);
  if (found || causes.length === 0) return [{ ...(found ?? validationRefusal(error, namespace)), evidence }];
  const told = causes.slice(0, mostCauses).map((cause) => ({
    ...causeRefusal(cause, error.kind ?? 'Pod'),
    evidence: causes.length === 1 ? evidence : `refused: ${statusText(error)}: ${cause.field}: ${cause.message}`,
  }));
  const more = causes.length - mostCauses;
  const last = told.at(-1);
  if (more > 0 && last) last.next += `; and ${more} more fields`;
  return told;
}

/** A pod of its own has no replicas to ask fewer of. */
function ofPod(found: Refusal | undefined, { kind = 'Pod' }: ApiError): Refusal | undefined {
  if (kind !== 'Pod' || found?.field !== 'spec.replicas') return found;
  const { field: _, ...rest } = found;
  return rest;
}

function validationRefusal(error: ApiError, namespace?: string): Refusal {
  const { kind = 'Pod', name = '', code, reason, message } = error;
  if (reason === 'AlreadyExists') {
    return {
      name: 'already-exists',
      cause: `there is a ${kind} ${name} already`,
      field: 'metadata.name',
      next: 'delete it first, apply instead of create, or choose another name',
      command: kubectl`get ${kind.toLowerCase()} ${name} -n ${namespace}`,
    };
  }
  const [, absent] = /namespaces? "([^"]+)" not found/.exec(message) ?? [];
  if (absent !== undefined) {
    return {
      name: 'namespace-missing',
      cause: `the namespace ${absent} does not exist`,
      field: 'metadata.namespace',
      next: 'create the namespace first',
      command: kubectl`create namespace ${absent}`,
    };
  }
  const notServed = notServedRefusal(message, kind, error.release);
  if (notServed) return { ...notServed, cause: `${notServed.cause}${kubeletAlone(error)}` };
  const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)].map(([, field = '']) => field);
  if (unknown.length > 0) return unknownFieldRefusal(unknown, kind);
  const [, is, path, should] =
    /cannot unmarshal (\w+)(?: \S+)? into Go struct field \w+\.([\w.]+) of type (\S+)/.exec(message) ?? [];
  if (is !== undefined && path !== undefined) {
    return {
      name: 'wrong-type',
      cause: `${path} is ${jsonType(is)} where the API expects ${goType(should ?? '')}`,
      field: inPodSpec(path, kind),
      misfit: is,
      next:
        is === 'string'
          ? 'write the value without quotes'
          : should === 'string'
            ? 'put the value in quotes'
            : 'give the value in that form',
    };
  }
  const [, field, text] = /(?:is invalid: \[?|, )((?:spec|metadata)[^:\s]*): (.*)$/s.exec(message) ?? [];
  if (field !== undefined) {
    return {
      name: 'invalid-value',
      cause: `the API server finds ${field} wrong: ${firstOf(text ?? '', / is invalid: \[/.test(message))}`,
      field: inPodSpec(field, kind),
      next: 'correct this field and apply again',
    };
  }
  const [, part] = / is invalid: \[?(data|binaryData|stringData|type|immutable)\b/.exec(message) ?? [];
  return {
    name: 'object-refused',
    cause: `the API server refused it (${statusText(error)}): ${message}`,
    ...(part !== undefined && { field: part }),
    next: code === 403 ? 'change what is forbidden, or ask the owner of the namespace' : 'correct it and apply again',
  };
}

/** That the release which was asked for is the kubelet's alone, where another one refuses. */
function kubeletAlone({ kubelet, release }: ApiError): string {
  if (kubelet === undefined || release === undefined) return '';
  return `; only the kubelet of ${kubelet} is simulated, under a control plane of ${release}`;
}

/**
 * A kind or a version that the API server does not serve: kubectl finds it before anything is sent.
 *
 * @param asked the API server's release; of a real one, which nothing here knows, it is the newest that says so
 */
function notServedRefusal(message: string, kindOfIt: string, asked?: KubernetesVersion): Refusal | undefined {
  const release = asked ?? newestVersion;
  if (/^error validating data: kind not set$/.test(message))
    return {
      name: 'unknown-kind',
      cause: 'it does not say its kind',
      field: 'apiVersion',
      next: 'add the line `kind`, such as `kind: Pod`',
    };
  if (/^error validating data: apiVersion not set$/.test(message)) {
    const [usual] = servedIn(kindOfIt, release);
    const line = usual === undefined ? 'the line `apiVersion` of its kind' : `\`apiVersion: ${usual}\``;
    return { name: 'api-version-missing', cause: 'it does not say its apiVersion', field: 'kind', next: `add ${line}` };
  }
  const [, noText] = /^error validating data: \[?(apiVersion|kind) isn't string type/.exec(message) ?? [];
  if (noText !== undefined)
    return {
      name: 'wrong-type',
      cause: `its ${noText} is no text`,
      field: noText,
      next: `write ${noText} as a text, in quotes if need be`,
    };
  const [, strange] = /unexpected GroupVersion string: (.*)/.exec(message) ?? [];
  if (strange !== undefined) {
    const [usual = 'GROUP/VERSION'] = servedIn(kindOfIt, release);
    return {
      name: 'api-version-not-served',
      cause: `${strange} is no apiVersion`,
      field: 'apiVersion',
      next: `write \`apiVersion: ${usual}\``,
    };
  }
  const [, small, smallIn] = /no kind "([^"]*)" is registered for version "([^"]*)"/.exec(message) ?? [];
  if (small !== undefined) {
    return {
      name: 'unknown-kind',
      cause: `no matches for kind "${small}" in version "${smallIn}": the kind is written ${kindMeant(small)}`,
      field: 'kind',
      next: `write \`kind: ${kindMeant(small)}\``,
    };
  }
  const [, kind, version = ''] = /no matches for kind "([^"]*)" in version "([^"]*)"/.exec(message) ?? [];
  if (kind === undefined) return undefined;
  const saying = asked ?? versions.filter((one) => !servedIn(kind, one).includes(version)).at(-1) ?? newestVersion;
  const unserved = unservedVersion(kind, version, saying);
  if (unserved) {
    const { why, served, next } = unserved;
    const others = served.length === 0 ? `no ${kind} at all` : `${kind} in ${served.join(' and ')}`;
    return {
      name: 'api-version-not-served',
      cause: `the API server has no ${kind} in ${version}${why === undefined ? '' : `, ${why}`}; it serves ${others}`,
      field: 'apiVersion',
      next,
    };
  }
  const meant = kindMeant(kind);
  return {
    name: 'unknown-kind',
    cause: `the API server has no kind ${kind}${meant ? `; the kind is written ${meant}` : ''}`,
    field: 'kind',
    next: meant
      ? `write \`kind: ${meant}\``
      : 'correct the kind, or install the definition of the custom resource first',
  };
}

/** Unknown fields, of which the first is where to look. */
function unknownFieldRefusal(unknown: readonly string[], kind: string): Refusal {
  const [first = ''] = unknown;
  const told = unknown.map((field) => {
    const path = parsePath(field);
    const found = schemaField(kind, path);
    const owner = isUnknownField(found) ? found.definition : 'the API';
    const meant = fieldMeant(kind, path);
    return `${owner} has no field ${field}${meant ? `; perhaps ${'name' in meant ? meant.name : meant.path} is meant` : ''}`;
  });
  const most = 5;
  const more = told.length - most;
  const meant = fieldMeant(kind, parsePath(first));
  const one = !meant
    ? 'remove the field, or move it to where it belongs'
    : 'name' in meant
      ? `write ${meant.name}`
      : `move it to ${meant.path}`;
  return {
    name: 'unknown-field',
    cause: `${told.slice(0, most).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    field: inPodSpec(first, kind),
    next: `${one}; kubectl apply --validate=ignore would leave ${told.length === 1 ? 'it' : 'them'} out`,
  };
}

function jsonType(type: string): string {
  return (
    entryOf({ bool: 'true or false', array: 'a list', object: 'an object', number: 'a number' }, type) ?? `a ${type}`
  );
}

function goType(type: string): string {
  if (type.startsWith('[]')) return 'a list';
  if (type.startsWith('map')) return 'an object';
  return (
    entryOf({ bool: 'true or false', int32: 'a whole number', int64: 'a whole number', string: 'text' }, type) ?? type
  );
}

/** Of several complaints, which stand in brackets, the first. */
function firstOf(text: string, isList: boolean): string {
  const first = text.replace(/, (?:spec|metadata)[.[].*$/s, '');
  return isList && first === text ? first.replace(/\]$/, '') : first;
}
