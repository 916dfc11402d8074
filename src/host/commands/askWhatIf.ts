import { Uri, workspace } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { ask, pick, type Choice } from '../shown/picks';
import { knownKeys } from '../../core/knownKeys';
import type { Question, WhatIfSubjects } from '../../core/circumstances/whatIf/answers';
import type { WhatIf } from '../../core/circumstances/whatIf/whatIf';
import type { ExplanationPanel } from '../panel/explanationPanel';

/** What a person can choose to change: a fault by its id, a kind of circumstance, or a change that is all said. */
type Changed = { fault: string } | { name: WhatIf['name'] } | { line: string };

/** Asks what to change of a panel's start and to what, and simulates it so. @param line of which the values alone are asked */
export async function askWhatIf(panel: ExplanationPanel, line?: string): Promise<void> {
  const core = await explainer();
  const { uri, workload: key, faults, whatIf = [] } = panel.memento;
  const workload = core.workloadByKey(await manifestOf(await workspace.openTextDocument(Uri.parse(uri))), key);
  if (!workload) return;
  const subjects = core.subjectsOfWorkload(workload);
  const [draft] = line === undefined ? [] : core.readWhatIfs([line]);
  const chosen = draft ?? (await pickChange(subjects, core.faultsOf(workload), panel));
  if (!chosen) return;
  if ('line' in chosen) {
    const all = core.readWhatIfs([chosen.line]).reduce(core.withWhatIf, core.readWhatIfs(whatIf));
    return panel.change(all.map(core.whatIfText));
  }
  if ('fault' in chosen) return panel.inject([...faults, chosen.fault]);
  const known = core.readWhatIfs([...whatIf, ...panel.amounts.map((amount) => amount.line)]);
  const values = await answersTo(core.kindOf(chosen.name), { subjects, draft, known: known.filter(({ name }) => name === chosen.name) }); // prettier-ignore
  if (!values) return;
  const changes = core.withWhatIf(core.readWhatIfs(whatIf), { name: chosen.name, values });
  await panel.change(changes.map(core.whatIfText));
}

/** Of kinds that are about a thing, those are offered of which the pods have one. */
async function pickChange(
  subjects: WhatIfSubjects,
  faults: readonly { id: string; label: string; detail: string }[],
  { memento: { faults: injected }, input }: ExplanationPanel,
): Promise<Changed | undefined> {
  const { kindOf, pullGains, whatIfKinds } = await explainer();
  const kinds = knownKeys(whatIfKinds).flatMap((name): Choice<Changed>[] => {
    const { label, detail, questions } = kindOf(name);
    const [first] = questions;
    if (first?.isSubject && first.choices?.(subjects, []).length === 0) return [];
    return [{ value: { name }, label, detail, heading: 'Circumstances' }];
  });
  const left = faults.filter(({ id }) => !injected.includes(id));
  const usual = left.map(({ id, label, detail }): Choice<Changed> => ({ value: { fault: id }, label, detail, heading: 'Faults' })); // prettier-ignore
  const gains = (input ? pullGains(input) : []).map(({ change, label, gain }): Choice<Changed> => ({ value: change, label, detail: gain, heading: 'Images, each simulated' })); // prettier-ignore
  return pick([...kinds, ...gains, ...usual], { title: 'What If…', placeHolder: 'What should be different?' });
}

interface Known {
  subjects: WhatIfSubjects;
  /** What is changed: what it is about stays. */
  draft: WhatIf | undefined;
  /** Changes of the same kind, the nearest first: what they have is where an input begins. */
  known: readonly WhatIf[];
}

/** The answers to the questions of a kind; undefined where a person turned away. */
export async function answersTo(
  { label: title, questions }: { label: string; questions: readonly Question[] },
  { subjects, draft, known }: Known,
): Promise<string[] | undefined> {
  const values: string[] = [];
  for (const [i, question] of questions.entries()) {
    const given = draft?.values[i];
    const same = [...(draft ? [draft] : []), ...known].find((one) => values.every((value, at) => !questions[at]?.isSubject || one.values[at] === value)); // prettier-ignore
    const answer =
      given !== undefined && question.isSubject
        ? given
        : await answerTo(question, {
            title,
            now: same?.values[i],
            choices: question.choices?.(subjects, values) ?? [],
          });
    if (answer === undefined) return undefined;
    values.push(answer);
  }
  return values;
}

async function answerTo(
  { question, example, problem, isSubject, isRest }: Question,
  {
    title,
    now,
    choices,
  }: { title: string; now: string | undefined; choices: readonly { value: string; label: string }[] },
): Promise<string | undefined> {
  const [only] = choices;
  if (only && choices.length === 1 && isSubject) return only.value;
  if (only) {
    const ordered = [...choices].sort((a, b) => Number(b.value === now) - Number(a.value === now));
    const marked = ordered.map((one) => ({ ...one, ...(one.value === now && { description: 'now' }) }));
    return pick(marked, { title, placeHolder: question });
  }
  const asRead = (line: string): string => (isRest ? line.trim() : line.replace(/\s+/g, ''));
  const line = await ask({
    title,
    prompt: question,
    value: now ?? example,
    problem: (typed) => problem(asRead(typed)),
  });
  return line === undefined ? undefined : asRead(line);
}
