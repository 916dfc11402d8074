import { Refusal } from '../core/answers/answerWorld';
import { onOneLine } from '../core/onOneLine';

/** Ends the command with one line on standard error. */
export class CommandError extends Refusal {
  constructor(
    message: string,
    /** 1: the input is bad; 2: the command line is; 3: in a pipeline, the cluster does not answer. */
    readonly exitCode: 1 | 2 | 3 = 1,
  ) {
    super(onOneLine(message));
  }
}
