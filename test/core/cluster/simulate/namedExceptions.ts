import { expect } from 'vitest';

/** A difference from a recording that is known and has a reason. */
export interface NamedException {
  /** The name of its recording. */
  case: string;
  /** Parts of the lines of its differences, each in one at least. */
  where: readonly string[];
  why: string;
}

/**
 * Holds that a case differs in what its exceptions name and in nothing else, and that each of them is still needed.
 *
 * @param differences a line each, as they are compared with `where`
 */
export function expectOnlyNamed(
  name: string,
  differences: readonly string[],
  exceptions: readonly NamedException[],
): void {
  const places = exceptions.filter((exception) => exception.case === name).flatMap(({ where }) => where);
  expect(differences.filter((difference) => !places.some((place) => difference.includes(place)))).toEqual([]);
  const idle = places.filter((place) => !differences.some((difference) => difference.includes(place)));
  expect(idle, 'exceptions that are no longer needed').toEqual([]);
}

/** Holds that the exceptions are about cases that there are. */
export function expectCases(exceptions: readonly NamedException[], names: readonly string[]): void {
  expect(exceptions.map((exception) => exception.case).filter((name) => !names.includes(name))).toEqual([]);
}
