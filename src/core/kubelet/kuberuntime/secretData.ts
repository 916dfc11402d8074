import { Base64 } from 'js-base64';
import type { Secret } from '../../api/types';
import type { KubeletContext } from '../kubeletContext';
import { entryOf } from '../../entryOf';

/**
 * The text of one of a Secret's values, or a mask that names it: values are shown only where someone
 * asked for them. Undefined for a key that the Secret does not have.
 */
export function secretValue({ revealSecrets }: KubeletContext, secret: Secret, key: string): string | undefined {
  const value = entryOf(secret.data, key);
  if (value === undefined) return undefined;
  return revealSecrets ? Base64.decode(value) : maskedSecret(secret.metadata?.name ?? '', key);
}

/** What stands for a Secret's value: `‹secret creds/PASSWORD›`. */
export function maskedSecret(name: string, key: string): string {
  return `‹secret ${name}/${key}›`;
}
