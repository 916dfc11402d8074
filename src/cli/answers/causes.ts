import * as z from 'zod/mini';
import { diagnosesOf } from '../../core/diagnosis/diagnosesOf';
import { onOneLine } from '../../core/onOneLine';
import type { Trace } from '../../core/trace/trace';

/** Why pods do not run, as data. */
export const causeSchema = z.object({
  subject: z.string().check(z.describe('What does not run, such as "pod web"')),
  container: z.optional(z.string()),
  cause: z.string().check(z.describe('The name of the cause, such as "image-not-found"')),
  sureness: z.string(),
  isWaiting: z.optional(z.boolean()).check(z.describe('Nothing has failed: the start waits for this')),
  because: z.string(),
  evidence: z.string(),
  field: z.optional(z.string()),
  next: z.string(),
  command: z.optional(z.string()),
});

/** The same as in the text, as data. */
export function causesOf(trace: Trace): z.output<typeof causeSchema>[] {
  return diagnosesOf(trace).map(
    ({ subject, container, name, sureness, isWaiting, cause, evidence, field, next, command }) => ({
      subject: onOneLine(subject),
      ...(container !== undefined && { container }),
      cause: name,
      sureness,
      ...(isWaiting && { isWaiting }),
      because: onOneLine(cause),
      evidence: onOneLine(evidence),
      ...(field !== undefined && { field }),
      next: onOneLine(next),
      ...(command !== undefined && { command: onOneLine(command) }),
    }),
  );
}
