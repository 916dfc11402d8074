import type { NamedException } from '../../simulate/namedExceptions';

/** Answers that differ from a real API server's, with the reason. */
export const exceptions: readonly NamedException[] = [];
