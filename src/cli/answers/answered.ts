import { asError } from '../../core/asError';
import { isMap } from '../../core/isMap';
import { visibleLines } from '../../core/visibleText';
import type { AnswerTool } from './answerTool';
import { Refusal, type Answered, type AnswerWorld } from '../../core/answers/answerWorld';
import { asArguments } from './asArguments';
import { onePage } from './onePage';

/**
 * A tool's answer, one page of it, with nothing in it that is not seen; where there is none, why and what to do. Rejects
 * only when nobody waits for it.
 */
export async function answered(tool: AnswerTool, given: unknown, world: AnswerWorld): Promise<Answered> {
  try {
    const { text, data } = await tool.answer(given, world);
    const page = isMap(given) && typeof given['page'] === 'number' ? given['page'] : 1;
    // A tool that pages by itself has done so.
    const shown = visibleLines(text);
    const isPaged = data !== undefined && 'pages' in data;
    return {
      text: isPaged ? shown : onePage(shown, page),
      ...(data && { data: visibleData(data) as Record<string, unknown> }),
      isError: false,
    };
  } catch (error) {
    await world.pause(); // rejects where it was cancelled
    if (error instanceof Refusal) return refused(asArguments(error.message));
    return refused(
      `This is a bug in Pod Startup, which cannot answer: ${asError(error).message}. Ask about a smaller part of it`,
    );
  }
}

function refused(message: string): Answered {
  return { text: visibleLines(message), isError: true };
}

/** Data with nothing in its texts that is not seen. */
function visibleData(value: unknown): unknown {
  if (typeof value === 'string') return visibleLines(value);
  if (Array.isArray(value)) return value.map(visibleData);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [visibleLines(key), visibleData(one)]));
}
