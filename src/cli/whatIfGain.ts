import { withImageChanges } from '../core/circumstances/imageChanges';
import { ofCluster } from '../core/circumstances/ofCluster';
import type { StartOptions } from '../core/circumstances/start';
import { observedSaving } from '../core/circumstances/whatIf/observedSaving';
import { pullSavings, readyAfter } from '../core/circumstances/whatIf/saving';
import { observedSavingText, pullSavingLines, savingText } from '../core/circumstances/whatIf/savingText';
import { underWhatIfs } from '../core/circumstances/whatIf/underWhatIfs';
import { whatIfChip } from '../core/circumstances/whatIf/whatIfText';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import { onOneLine } from '../core/onOneLine';
import type { Trace } from '../core/trace/trace';
import { checkWhatIfs } from './checkWhatIfs';
import type { Flags } from './commandLine';

/** What the changes gain beside the start without them; that one is simulated, too. */
export function gainText(trace: Trace, { whatIf = [] }: Flags, without: () => Trace): string {
  if (whatIf.length === 0) return '';
  const [before, after] = [readyAfter(without()), readyAfter(trace)];
  const saving = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  return `${savingText(saving)}\n`;
}

/** What other pulls would gain, each simulated. */
export function pullSavingsText(options: StartOptions, asWritten: <T>(value: T) => T): string {
  return pullSavingLines(asWritten(pullSavings(options)))
    .map((line) => `${onOneLine(line)}\n`)
    .join('');
}

/** What an observed start would gain by other pulls: an estimate. */
export function observedGainText(trace: Trace, flags: Flags, release: ClusterRelease): string {
  const { whatIf = [] } = flags;
  if (whatIf.length === 0) return '';
  const { imageChanges } = underWhatIfs({}, whatIf);
  checkWhatIfs(
    flags,
    [...trace.view.pods, ...withImageChanges(trace.view.pods, imageChanges)].map((pod) => ({ kind: 'Pod', ...pod })),
  );
  const saving = observedSaving(trace, whatIf, ofCluster({}, release));
  return [...whatIf.map((one) => `What if: ${onOneLine(whatIfChip(one))}`), observedSavingText(saving), ''].join('\n');
}
