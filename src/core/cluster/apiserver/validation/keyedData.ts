import { Base64 } from 'js-base64';
import { byteLength } from '../../../api/byteLength';
import type { ConfigMap, Secret } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue, required, tooLong } from '../../../api/fieldErrors';
import { goJsonError } from './goJsonError';
import { configMapKey } from '../../../api/names';
import { sortedNames } from './resources';
import { entryOf } from '../../../entryOf';

const mostBytes = 1_048_576;

/** ValidateConfigMap, pkg/apis/core/validation/validation.go, 1.37; in the order of the keys, where Go has none. */
export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors = sortedNames(data).flatMap((key) => [
    ...badName(`data[${key}]`, key, configMapKey),
    ...(Object.hasOwn(binaryData, key)
      ? [invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData')]
      : []),
  ]);
  errors.push(...sortedNames(binaryData).flatMap((key) => badName(`binaryData[${key}]`, key, configMapKey)));
  const bytes = Object.values(data).reduce((sum, text) => sum + byteLength(text), 0);
  if (bytes + decodedBytes(binaryData) > mostBytes) errors.push(tooLong('[]', mostBytes));
  return errors;
}

/** What a Secret of each type must hold. */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** ValidateSecret, as `validateConfigMap`. */
export function validateSecret({ data = {}, type = '', metadata }: Secret): FieldError[] {
  const errors = sortedNames(data).flatMap((key) => badName(`data[${key}]`, key, configMapKey));
  if (decodedBytes(data) > mostBytes) errors.push(tooLong('data', mostBytes));
  const has = (key: string): boolean => Object.hasOwn(data, key);
  const need = (key: string): void => void errors.push(required(`data[${key}]`));
  for (const key of entryOf(neededKeys, type) ?? []) if (!has(key)) need(key);
  if (type.startsWith('kubernetes.io/dockerc')) {
    const [key = ''] = entryOf(neededKeys, type) ?? [];
    const wrong = has(key) ? goJsonError(Base64.decode(entryOf(data, key) ?? '')) : undefined;
    if (wrong) errors.push(invalidValue(`data[${key}]`, '<secret contents redacted>', wrong));
  } else if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) {
    need('username');
    need('password');
  } else if (type === 'kubernetes.io/ssh-auth' && !data['ssh-privatekey']) need('ssh-privatekey');
  else if (type === 'kubernetes.io/service-account-token') {
    const account = 'kubernetes.io/service-account.name';
    if (!metadata?.annotations?.[account]) errors.push(required(`metadata.annotations[${account}]`));
  }
  return errors;
}

function decodedBytes(data: Readonly<Record<string, string>>): number {
  return Object.values(data).reduce((sum, text) => {
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    return sum + Math.floor(((text.length - padding) * 3) / 4);
  }, 0);
}
