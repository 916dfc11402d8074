import type { AnswerTo } from '../../core/answers/answerWorld';
import { answered } from './answered';
import { answerTools } from './answerTools';

/** Answers a question that needs no cluster. */
export const answerTo: AnswerTo = async (name, given, world) => {
  const tool = answerTools.find((one) => one.name === name);
  if (!tool) return { text: `there is no tool ${name}`, isError: true };
  return answered(tool, given, world);
};
