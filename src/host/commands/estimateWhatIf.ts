import { answersTo } from './askWhatIf';
import { ofCluster } from '../../core/circumstances/ofCluster';
import { kindOf, type WhatIfName } from '../../core/circumstances/whatIf/kinds';
import { changesFor, changesOfPulls, observedSaving } from '../../core/circumstances/whatIf/observedSaving';
import { observedSavingText, savingText } from '../../core/circumstances/whatIf/savingText';
import { noEffect, subjectsOf } from '../../core/circumstances/whatIf/subjectsOf';
import type { WhatIf } from '../../core/circumstances/whatIf/whatIf';
import { whatIfChip } from '../../core/circumstances/whatIf/whatIfText';
import { savedObservation } from '../../core/observe/savedObservation';
import { pick, type Choice } from '../shown/picks';
import { showInformation } from '../shown/notifications';

/**
 * Asks what should have been different in a start that was seen in a cluster, and tells what it would have gained: an
 * estimate from the pulls that were seen. The start that is shown stays as it was.
 *
 * @param saved the start as the text of its file
 */
export async function estimateWhatIf(saved: string): Promise<void> {
  const observation = savedObservation([{ name: 'the start', text: saved }]);
  const trace = observation.trace();
  const circumstances = ofCluster({}, observation.pods[0]?.release ?? {});
  const subjects = subjectsOf(trace.view.pods.map((pod) => ({ ...pod, kind: 'Pod' })));
  const savingBy = (changes: readonly WhatIf[]) => observedSaving(trace, changes, circumstances);
  const suggested = changesFor(trace).map((changes): Choice<WhatIf[]> => ({
    value: changes,
    label: chipsOf(changes),
    detail: savingText(savingBy(changes)),
    heading: 'Images, each estimated',
  }));
  const kinds = changesOfPulls.map((name): Choice<WhatIfName> => {
    const { label, detail } = kindOf(name);
    return { value: name, label, detail, heading: 'Circumstances' };
  });
  const asked = { title: 'What If…', placeHolder: 'What should have been different? The gain is an estimate.' };
  const chosen = await pick<WhatIf[] | WhatIfName>([...suggested, ...kinds], asked);
  if (chosen === undefined) return;
  const changes = typeof chosen === 'string' ? await changeOf(chosen, subjects) : chosen;
  if (!changes) return;
  const problem = changes.map((one) => noEffect(one, subjects)).find((one) => one !== undefined);
  await showInformation(`What if: ${chipsOf(changes)}. ${problem ?? observedSavingText(savingBy(changes))}.`);
}

async function changeOf(name: WhatIfName, subjects: ReturnType<typeof subjectsOf>): Promise<WhatIf[] | undefined> {
  const values = await answersTo(kindOf(name), { subjects, draft: undefined, known: [] });
  return values && [{ name, values }];
}

function chipsOf(changes: readonly WhatIf[]): string {
  return changes.map(whatIfChip).join(', ');
}
