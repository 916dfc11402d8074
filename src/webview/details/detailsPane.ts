import { element, iconButton } from '../element';
import { fieldTree } from './fieldTree';
import { sourceMark, timing } from './sourceMark';
import { actorNames, type Message, type Moment } from '../../core/trace/trace';
import { formatDuration } from '../../core/formatDuration';
import { formatSpan } from '../../core/trace/formatSpan';
import { partName } from '../timeline/laneText';
import { spanOf, type PathPart } from '../../core/trace/pathPart';
import type { Lane } from '../../core/trace/timeline';
import type { FieldFeed } from '../../core/panel/protocol';

export interface DetailsListener {
  reveal(feed: FieldFeed): void;
  closed(): void;
  step(by: 1 | -1): void;
}

/** What the selected arrow carries: who called whom, when, with what, and what came back. */
export class DetailsPane {
  readonly root = element('section', { class: 'details', 'aria-label': 'Details of the selected call', hidden: '' });
  readonly #listener: DetailsListener;
  readonly #folded = new Map<string, Map<string, boolean>>();
  #shown?: { message: Message; start: number; feeds: readonly FieldFeed[] };

  constructor(listener: DetailsListener) {
    this.#listener = listener;
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#listener.closed();
    });
  }

  /**
   * Shows a message; `start` is the trace's start in milliseconds since the epoch. Without feeds, those of the message
   * before stay until new ones come.
   */
  show(message: Message, start: number, given?: readonly FieldFeed[]): void {
    const before = this.#shown;
    const same = before?.message.id === message.id;
    const feeds = given ?? (same ? before.feeds : []);
    if (same && JSON.stringify(before) === JSON.stringify({ message, start, feeds })) return;
    const scroll = same ? (this.root.querySelector('.sections')?.scrollTop ?? 0) : 0;
    const focused = this.root.contains(document.activeElement)
      ? document.activeElement?.closest('[data-path]')?.getAttribute('data-path')
      : undefined;

    const sections = element('div', { class: 'sections' });
    if (!message.outcome.ok)
      sections.append(
        element(
          'div',
          { class: 'failure', role: 'status' },
          element('span', { class: 'icon icon-error', 'aria-hidden': 'true' }),
          element(
            'div',
            {},
            element('strong', {}, message.outcome.code),
            element('div', { class: 'failure-text' }, message.outcome.text),
          ),
        ),
      );
    this.#section(sections, 'Request', message.simulatedRequest ?? message.request, message, feeds);
    if (message.response !== undefined || (message.outcome.ok && message.source === 'simulated'))
      this.#section(sections, 'Response', message.response, message, []);
    if (message.evidence?.length) sections.append(evidence(message));
    this.root.replaceChildren(this.#head(message, start), sections);
    this.root.hidden = false;
    this.#shown = { message, start, feeds };
    sections.scrollTop = scroll;
    if (same && focused) this.root.querySelector<HTMLElement>(`[data-path="${CSS.escape(focused)}"]`)?.focus();
  }

  /** Shows a part of the timeline that no message tells of. */
  showPart(part: PathPart, lane: Lane): void {
    this.#shown = undefined;
    const { start, end, source } = part;
    const since = ({ at }: Moment): string => formatDuration(at - lane.start.at);
    const facts: [string, string][] = [
      ['took', formatSpan(spanOf(part))],
      ['from', `${since(start)} after the pod was created`],
      ['until', `${since(end)} after it`],
    ];
    const known =
      source === 'inferred'
        ? 'No call tells of it: it is what lies between the calls before and after it.'
        : 'It lies between the calls before and after it.';
    const head = element(
      'header',
      {},
      element('div', { class: 'title-line' }, element('h2', {}, partName(part)), this.#closeButton()),
      element(
        'div',
        { class: 'meta' },
        element('span', { class: `source ${source}` }, source),
        element('span', { class: 'about' }, lane.pod),
      ),
    );
    const rows = facts.map(([name, value]) =>
      element('div', { class: 'fact' }, element('dt', {}, name), element('dd', {}, value)),
    );
    const body = element(
      'div',
      { class: 'sections part-facts' },
      element('p', {}, part.label),
      element('dl', {}, ...rows),
      element('p', { class: 'known' }, known),
    );
    this.root.replaceChildren(head, body);
    this.root.hidden = false;
  }

  #closeButton(): HTMLElement {
    return iconButton('close', 'Close the details (Escape)', () => this.#listener.closed());
  }

  feeds(message: string, feeds: readonly FieldFeed[]): void {
    if (this.#shown?.message.id === message) this.show(this.#shown.message, this.#shown.start, feeds);
  }

  hide(): void {
    this.root.hidden = true;
    this.#shown = undefined;
  }

  focus(): void {
    const first =
      this.root.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]') ?? this.root.querySelector('button');
    first?.focus();
  }

  #head(message: Message, start: number): HTMLElement {
    const about = [message.subject?.pod, message.subject?.container].filter((part) => part !== undefined).join(' / ');
    return element(
      'header',
      {},
      element(
        'div',
        { class: 'title-line' },
        element('h2', {}, message.method),
        element(
          'div',
          { class: 'actions' },
          iconButton('arrow-up', 'Previous call (Up)', () => this.#listener.step(-1)),
          iconButton('arrow-down', 'Next call (Down)', () => this.#listener.step(1)),
          this.#closeButton(),
        ),
      ),
      element(
        'div',
        { class: 'meta' },
        element('span', { class: 'route' }, actorNames([message.from, message.to], message.node).join(' → ')),
        element('span', { class: 'protocol' }, message.protocol),
        sourceMark(message),
        element('span', { class: 'timing' }, timing(message, start)),
        about !== '' && element('span', { class: 'about' }, about),
      ),
    );
  }

  #section(
    sections: HTMLElement,
    title: 'Request' | 'Response',
    value: unknown,
    message: Message,
    feeds: readonly FieldFeed[],
  ): void {
    const key = `${message.id} ${title}`;
    const folded = this.#folded.get(key) ?? new Map<string, boolean>();
    this.#folded.set(key, folded);
    const head = element('div', { class: 'section-head' }, element('h3', {}, title));
    const isSimulated = title === 'Request' && message.simulatedRequest !== undefined;
    if (isSimulated) head.append(element('span', { class: 'source simulated' }, 'simulated'));
    if (typeof value === 'object' && value !== null) head.append(copyButton(title, value));
    const body =
      value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
        ? element('div', { class: 'empty' }, value === undefined ? 'not recorded' : 'empty message')
        : fieldTree(value, { label: title, feeds, folded, reveal: (feed) => this.#listener.reveal(feed) });
    const note = isSimulated && element('p', { class: 'known' }, madeUp);
    sections.append(element('section', {}, head, note, body));
  }
}

/** What is not true of a request that is simulated for an observed call. */
const madeUp =
  'What the kubelet makes of the pod as it is stored. No event tells what only the node knew: ids, image digests, the user of an image, values of ConfigMaps, volumes behind claims, addresses of Services.';

function copyButton(title: string, value: unknown): HTMLButtonElement {
  return iconButton('copy', `Copy the ${title.toLowerCase()} as JSON`, () => {
    void navigator.clipboard.writeText(JSON.stringify(value, undefined, 2));
  });
}

function evidence(message: Message): HTMLElement {
  const list = element('ul', { class: 'evidence' });
  for (const { what, text } of message.evidence ?? [])
    list.append(
      element(
        'li',
        {},
        element('span', { class: 'what' }, what),
        text !== undefined && element('span', { class: 'text' }, text),
      ),
    );
  return element('section', {}, element('div', { class: 'section-head' }, element('h3', {}, 'Evidence')), list);
}
