/**
 * In how much detail one looks: 1 the main steps of a start; 2 the calls of the runtime, and what bears on them; 3 everything.
 */
export const levels = [1, 2, 3] as const;
export type Level = (typeof levels)[number];

/** What is shown where nobody says how much. */
export const usualLevel: Level = 2;
