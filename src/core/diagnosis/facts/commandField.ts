import type { ContainerFacts } from './podFacts';

/** The field of what is run: the command, else the args, else the image that has them. */
export function commandField({ spec }: ContainerFacts): string {
  if (spec?.command) return '.command';
  return spec?.args ? '.args' : '.image';
}
