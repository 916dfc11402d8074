import { element, iconButton } from '../element';
import { isCommand, type SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';
import { retryText } from '../../core/diagnosis/retryText';
import type { Findings, PlacedDiagnosis } from '../../core/panel/protocol';

type Place = NonNullable<PlacedDiagnosis['place']>;

/** Why pods do not run and what they wait for: the cause, its evidence, the line to look at, what to do, when it is tried again. */
export class Causes {
  readonly root = element('div', { class: 'causes', role: 'status' });
  readonly #reveal: (place: Place) => void;
  #shown = '';
  #diagnoses: readonly PlacedDiagnosis[] = [];
  #retries: { line: HTMLElement; diagnosis: PlacedDiagnosis }[] = [];

  constructor(reveal: (place: Place) => void) {
    this.#reveal = reveal;
  }

  /** `now` in milliseconds since the epoch. What is shown already stays, with its focus. */
  show(diagnoses: Findings['diagnoses'], now: number): void {
    const shown = JSON.stringify(diagnoses);
    if (shown !== this.#shown) {
      const before = new Map(
        this.#diagnoses.map((one, index) => [identity(one), this.root.children[index] as HTMLElement | undefined]),
      );
      this.#retries = [];
      this.root.replaceChildren(...diagnoses.map((one) => this.#cause(one, before.get(identity(one)))));
      this.#diagnoses = diagnoses;
      this.#shown = shown;
    }
    this.tick(now);
  }

  /** Counts down to the next tries. */
  tick(now: number): void {
    for (const { line, diagnosis } of this.#retries) {
      const text = diagnosis.retry ? retryText(diagnosis.retry, { end: now }) : '';
      if (line.textContent !== text) line.textContent = text;
    }
  }

  #cause(diagnosis: PlacedDiagnosis, before: HTMLElement | undefined): HTMLElement {
    const { isWaiting = false, evidence, next, command, retry } = diagnosis;
    const focused = before?.contains(document.activeElement) ? document.activeElement?.className : undefined;
    const line = element('div', { class: 'retry', 'aria-live': 'off' });
    if (retry) this.#retries.push({ line, diagnosis });
    const made = element(
      'div',
      { class: isWaiting ? 'cause waiting' : 'cause' },
      element('span', { class: `icon icon-${isWaiting ? 'watch' : 'error'}`, 'aria-hidden': 'true' }),
      element(
        'div',
        {},
        element('strong', {}, causeTitle(diagnosis)),
        element('div', { class: 'proof' }, evidence),
        this.#place(diagnosis),
        element('div', { class: 'next' }, `Next: ${next}`),
        command !== undefined && commandLine(command),
        retry && line,
      ),
    );
    if (focused) queueMicrotask(() => made.querySelector<HTMLElement>(`[class="${CSS.escape(focused)}"]`)?.focus());
    return made;
  }

  #place({ place, field }: PlacedDiagnosis): HTMLElement | undefined {
    if (!place) return field ? element('div', { class: 'place' }, 'Field: ', element('code', {}, field)) : undefined;
    const link = element('button', { type: 'button', class: 'link' }, `${place.file}, line ${place.line}`);
    link.addEventListener('click', () => this.#reveal(place));
    return element('div', { class: 'place' }, 'Look at ', link, field !== undefined && field !== '' && `: ${field}`);
  }
}

/** `Why pod web, container app does not run: …`; a start that only waits is not said to have failed. */
export function causeTitle({ subject, container, alike = 0, isWaiting, cause }: PlacedDiagnosis): string {
  const others = alike === 0 ? '' : ` (and ${alike} more ${alike === 1 ? 'pod' : 'pods'} like it)`;
  const who = `${subject}${container === undefined ? '' : `, container ${container}`}`;
  return isWaiting ? `What ${who} waits for${others}: ${cause}` : `Why ${who} does not run${others}: ${cause}`;
}

function commandLine(command: SuggestedCommand): HTMLElement {
  if (!isCommand(command)) return element('div', { class: 'next' }, command);
  const copy = iconButton('copy', 'Copy the command', () => {
    void navigator.clipboard.writeText(command).then(() => {
      copy.classList.add('copied');
      setTimeout(() => copy.classList.remove('copied'), 1200);
    });
  });
  return element('div', { class: 'command' }, element('code', {}, command), copy);
}

function identity({ subject, container, field }: PlacedDiagnosis): string {
  return `${subject} ${container} ${field}`;
}
