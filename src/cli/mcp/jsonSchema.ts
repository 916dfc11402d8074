import * as z from 'zod/mini';

/** A schema as JSON schema, as a client reads it. */
export function jsonSchema(schema: z.ZodMiniObject): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}
