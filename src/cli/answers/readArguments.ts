import * as z from 'zod/mini';
import { formatPath } from '../../core/path';
import { visibleText } from '../../core/visibleText';
import { CommandError } from '../commandError';

/** A tool's arguments as its schema has them. Throws CommandError, which names the argument and what it may be. */
export function readArguments<Schema extends z.ZodMiniObject>(schema: Schema, given: unknown): z.output<Schema> {
  const { success, data, error } = z.safeParse(schema, given ?? {});
  if (success) return data;
  const known = Object.keys(schema.shape).join(', ');
  throw new CommandError(
    `${error.issues.slice(0, 3).map(issueText).join('; ')}. The arguments are ${known}: correct the call and send it again`,
  );
}

function issueText(issue: z.core.$ZodIssue): string {
  const steps = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = steps.length === 0 ? 'the arguments' : visibleText(formatPath(steps), ' ', 100);
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no argument ${issue.keys.map((key) => visibleText(key, ' ', 60)).join(', ')}`;
    case 'invalid_value':
      return `${at} must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `${at} must be at most ${String(issue.maximum)}${sizeOf(issue.origin)}`;
    case 'too_small':
      return `${at} must be at least ${String(issue.minimum)}${sizeOf(issue.origin)}`;
    case 'invalid_type':
      return `${at} must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    default:
      return `${at} does not match the tool's schema`;
  }
}

function sizeOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' items long' : '';
}
