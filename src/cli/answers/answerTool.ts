import * as z from 'zod/mini';
import { readArguments } from './readArguments';
import type { AnswerWorld } from '../../core/answers/answerWorld';

/** What a tool answers: a text, and the same as data where a program may ask for it. */
export interface Answer {
  text: string;
  data?: Record<string, unknown>;
}

/** A question that an assistant can ask, whatever brings it: the MCP server, or VS Code's language-model tools. */
export interface AnswerTool {
  name: string;
  title: string;
  /** What it is for and when to take it, for the model. */
  description: string;
  /** The JSON schema of its arguments. */
  input: object;
  /** The JSON schema of `Answer.data`, of a tool that gives some. */
  output?: object;
  /** Throws CommandError, whose message says what to do. */
  answer: (given: unknown, world: AnswerWorld) => Promise<Answer>;
}

/** A tool of the schemas of its arguments and of its data. */
export function answerTool<Shape extends z.core.$ZodLooseShape>(tool: {
  name: string;
  title: string;
  description: string;
  input: z.ZodMiniObject<Shape, z.core.$strict>;
  output?: z.ZodMiniObject;
  answer: (input: z.output<z.ZodMiniObject<Shape, z.core.$strict>>, world: AnswerWorld) => Promise<Answer> | Answer;
}): AnswerTool {
  const { name, title, description, input, output } = tool;
  return {
    name,
    title,
    description,
    input: jsonSchema(input),
    ...(output && { output: jsonSchema(output) }),
    answer: async (given, world) => tool.answer(readArguments(input, given), world),
  };
}

function jsonSchema(schema: z.ZodMiniObject): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}
