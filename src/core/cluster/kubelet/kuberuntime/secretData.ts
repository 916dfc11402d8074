import { Base64 } from 'js-base64';
import type { Secret } from '../../../api/types';
import { revealed } from '../../../manifest/secretMask';
import { maskedSecret } from '../../../secretStandIn';
import type { KubeletContext } from '../context/kubeletContext';
import { entryOf } from '../../../entryOf';
import type { FileContent } from './fileContent';

/**
 * The text of one of a Secret's values, or a mask that names it: values are shown only where someone
 * asked for them. Undefined for a key that the Secret does not have.
 */
export function secretValue({ revealSecrets }: KubeletContext, secret: Secret, key: string): string | undefined {
  const value = valueOf(secret, key);
  if (value === undefined) return undefined;
  return revealSecrets ? Base64.decode(value) : maskedSecret(secret.metadata?.name ?? '', key);
}

/** As `secretValue`, to be written as bytes: what the Secret has is base64. */
export function secretContent({ revealSecrets }: KubeletContext, secret: Secret, key: string): FileContent | undefined {
  const value = valueOf(secret, key);
  if (value === undefined) return undefined;
  return revealSecrets ? { base64: value } : { text: maskedSecret(secret.metadata?.name ?? '', key) };
}

/** The text of a Secret's value to read, not to show: the registries of a docker config. '' where it has no such key. */
export function secretText(secret: Secret, key: string): string {
  return Base64.decode(valueOf(secret, key) ?? '');
}

function valueOf(secret: Secret, key: string): string | undefined {
  return entryOf(revealed(secret).data, key);
}
