import { words, type Runs } from '../textRuns';
import { named } from './named';
import type { Scene } from './scene';

/**
 * What is to be said where kubectl finds no kind in the version that is written. It looks into what the API server says
 * that it serves, and sends no request for the object itself (cli-runtime/pkg/resource/mapper.go infoForData, 0.37).
 * Undefined where that is not what failed.
 */
export function mappingText({ message: { from, outcome } }: Scene): { what: Runs; result: Runs } | undefined {
  if (from !== 'kubectl' || outcome.ok || !outcome.text.startsWith('no matches for kind ')) return undefined;
  return {
    what: words`kubectl asks the API server which kinds it serves, in which versions, to know where to send the object.`,
    result: words`It is not among them: kubectl prints ${named(outcome.text)} and ${named('ensure CRDs are installed first')}, sends nothing and exits with 1.`,
  };
}
