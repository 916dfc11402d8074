import type { NamedException } from '../../cluster/simulate/namedExceptions';

/** Where the extension reads a text otherwise than kubectl, with the reason; `where` is a part of the difference. */
export const exceptions: readonly NamedException[] = [];
