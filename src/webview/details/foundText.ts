import { state } from '../page/store';
import { effect } from '../page/signals';
import { wanted } from '../page/search';

/** What CSS calls the marks. */
const name = 'found';

/** As many places are marked at once. */
const most = 2000;

/** Marks what is looked for wherever the text of an element has it, as long as it is; gives back what ends it. */
export function markFound(root: HTMLElement): () => void {
  let due = 0;
  /** The match that was scrolled to. */
  let shown: string | undefined;
  const mark = (): void => {
    due = 0;
    const text = wanted.peek();
    const ranges = text === '' ? [] : rangesOf(root, text);
    if (ranges.length === 0) CSS.highlights.delete(name);
    else CSS.highlights.set(name, new Highlight(...ranges));
    const { at } = state.peek().search;
    const isNew = at !== undefined && `${at} ${text}` !== shown;
    if (!isNew || !ranges[0]) return;
    shown = `${at} ${text}`;
    ranges[0].startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
  };
  const soon = (): void => {
    due ||= requestAnimationFrame(mark);
  };
  const changes = new MutationObserver(soon);
  changes.observe(root, { subtree: true, childList: true, characterData: true });
  const stop = effect(() => {
    void wanted.value;
    soon();
  });
  return () => {
    changes.disconnect();
    stop();
    cancelAnimationFrame(due);
    CSS.highlights.delete(name);
  };
}

function rangesOf(root: HTMLElement, text: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < most; node = walker.nextNode()) {
    const value = (node.nodeValue ?? '').toLowerCase();
    for (let at = value.indexOf(text); at >= 0; at = value.indexOf(text, at + text.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + text.length, node.nodeValue?.length ?? 0));
      ranges.push(range);
    }
  }
  return ranges;
}
