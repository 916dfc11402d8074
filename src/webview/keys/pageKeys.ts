import { useEffect } from 'preact/hooks';
import { actionOf, perform } from '../parts/keys';
import { allPods } from '../page/pageState';
import { chooseWatched } from '../page/pods';
import { drawn, fold, folds, hasSelection, openDialog, panel, stageView, state, update } from '../page/store';
import { focusView, registerView } from '../page/views';
import { here, steps } from '../page/walk';
import { play, playFaster, walk } from '../page/player';
import { chooseComparison } from '../page/chooseComparison';
import { chooseExport } from '../page/chooseExport';
import { showLevel, showPage, showView } from '../page/pages';
import { tell } from '../page/vscodeApi';
import type { Asked } from '../page/pageState';

/** What is typed there is text, or one of its own choices. */
const typing = 'input:not([type=range]), textarea, select, [contenteditable]';
/** There, these keys have a meaning of their own. */
const pressing = 'button, a, input, [role=treeitem], [role=gridcell]';
/** What has nothing to be moved by them, so that they go from step to step. */
const steering = 'body, header *';

/** The keys that work anywhere in the page, unless what has the focus takes them. */
function listen(event: KeyboardEvent): void {
  const path = event.composedPath().filter((one) => one instanceof Element);
  const isIn = (selector: string): boolean => path.some((one) => one.matches(selector));
  if (event.defaultPrevented || state.peek().dialog || isIn('dialog, [role=menu]')) return;
  const action = actionOf('anywhere', event);
  if (isIn(typing) && !event.ctrlKey && !event.metaKey) return;
  if (action === 'play' && isIn(pressing)) return;
  const isStep = action === 'next' || action === 'previous' || action === 'first' || action === 'last';
  if (isStep && (!path[0]?.matches(steering) || isIn('input'))) return;
  perform('anywhere', event, {
    keyboard: () => openDialog('keys'),
    find: () => focusView('search'),
    present: () => openDialog('present'),
    next: () => walk(here.peek() + 1),
    previous: () => walk(here.peek() - 1),
    first: () => walk(0),
    last: () => walk(steps.peek().length - 1),
    play,
    slower: () => playFaster(-1),
    faster: () => playFaster(1),
    stage: () => focusView(stageView.peek()),
    details: () => hasSelection.peek() && focusView('details'),
    view: () => showView(stageView.peek() === 'diagram' ? 'story' : 'diagram'),
    mainSteps: () => showLevel(1),
    cri: () => showLevel(2),
    everything: () => showLevel(3),
    earlier: () => turn(-1),
    later: () => turn(1),
    pod: nextPod,
    zoomIn: () => ask({ kind: 'zoomBy', factor: 1.2 }),
    zoomOut: () => ask({ kind: 'zoomBy', factor: 1 / 1.2 }),
    zoomReset: () => ask({ kind: 'zoomTo', zoom: 1 }),
    fit: () => ask({ kind: 'fit' }),
    timeline: () => fold('timeline', !folds.peek().timeline),
    state: () => fold('state', !folds.peek().state),
    assumed: () => {
      const shown = panel.peek();
      if (shown?.kind !== 'explained') return false;
      if (shown.assumed) fold('assumed', !folds.peek().assumed);
      else tell({ type: 'chooseAssume' });
    },
    whatIf: () => panel.peek()?.kind === 'explained' && tell({ type: 'whatIf' }),
    watch: () => {
      const shown = panel.peek();
      if (shown?.kind !== 'watched') return false;
      tell({ type: shown.live.status === 'ended' ? 'watchAgain' : 'stopWatching' });
    },
    export: chooseExport,
    outline: () => focusView('outline'),
    letFail: () => {
      const { panel: shown, selection } = state.peek();
      if (shown?.kind !== 'explained' || selection?.kind !== 'message') return false;
      tell({ type: 'letFail', message: selection.message });
    },
    compare: chooseComparison,
    saveComparison: () => isComparing() && tell({ type: 'exportComparison' }),
    closeComparison: () => isComparing() && tell({ type: 'closeComparison' }),
  });
}

function isComparing(): boolean {
  return state.peek().comparison !== undefined;
}

function ask(asked: Asked): void {
  update((was) => ({ ...was, asked }));
}

function turn(by: 1 | -1): boolean {
  const { page = 0, pages = 1 } = drawn.peek() ?? {};
  const to = page + by;
  if (to < 0 || to >= pages) return false;
  showPage(to);
  return true;
}

/** After the last pod come all of them. */
function nextPod(): boolean {
  const { pods = [], pod = allPods } = drawn.peek() ?? {};
  if (pods.length < 2) return false;
  const all = [allPods, ...pods];
  const name = all[(all.indexOf(pod) + 1) % all.length] ?? allPods;
  const shown = panel.peek();
  const lane = shown?.kind === 'watched' ? shown.lanes?.find((one) => one.name === name) : undefined;
  chooseWatched(name, lane?.uid);
  return true;
}

function PageKeys(): null {
  useEffect(() => {
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return null;
}

registerView({
  name: 'pageKeys',
  place: 'head',
  order: 910,
  View: PageKeys,
});
