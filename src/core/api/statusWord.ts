import type { ApiError } from './status';

/** `403 Forbidden`, or the code alone where the server gives no reason. */
export function statusWord({ code, reason }: Pick<ApiError, 'code' | 'reason'>): string {
  return reason === undefined ? `${code}` : `${code} ${reason}`;
}
