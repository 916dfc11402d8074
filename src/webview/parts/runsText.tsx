import { OutsideLink } from './outsideLink';
import type { Runs } from '../../core/textRuns';

/** Runs of text, each as an element or a text node: nothing in them is markup. */
export function RunsText({ runs }: { runs: Runs }) {
  return runs.map((run, at) => {
    if (typeof run === 'string') return run;
    if ('code' in run) return <code key={at}>{run.code}</code>;
    if ('strong' in run) return <strong key={at}>{run.strong}</strong>;
    return <OutsideLink key={at} title={run.link} address={run.address} />;
  });
}
