/** What stands for a value of a Secret: `‹secret creds/PASSWORD›`. */
export function maskedSecret(name: string, key: string): string {
  return `‹secret ${name}/${key}›`;
}

export function isSecretMask(value: unknown): boolean {
  return typeof value === 'string' && /^‹secret [^›]*›$/.test(value);
}
