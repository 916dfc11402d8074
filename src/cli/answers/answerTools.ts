import type { AnswerTool } from './answerTool';
import { checkManifests } from './checkManifests';
import { compareStarts } from './compareStarts';
import { diagnoseSavedOutput } from './diagnoseSavedOutput';
import { explainField } from './explainField';
import { explainManifest } from './explainManifest';

/** All questions that need no cluster. */
export const answerTools: readonly AnswerTool[] = [
  explainManifest,
  explainField,
  diagnoseSavedOutput,
  compareStarts,
  checkManifests,
];
