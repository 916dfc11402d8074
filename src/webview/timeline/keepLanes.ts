import { effect, untracked } from '../page/signals';
import { amend, attempt } from '../page/failures';
import { allPods } from '../page/pageState';
import { chooseWatched, selectMoment, selectPart } from '../page/pods';
import { goToMessage } from '../page/walk';
import { folds, isWatching, now, selection, settled, shownPod, state } from '../page/store';
import { tell } from '../page/vscodeApi';
import { TimelinePane, type TimelineSummary } from './timelinePane';

/** Keeps an element filled with the lanes of the page's state; gives them back, and what ends that. */
export function keepLanes(
  root: HTMLElement,
  summed: (summary: TimelineSummary) => void,
): { pane: TimelinePane; end: () => void } {
  const pane = new TimelinePane(
    root,
    {
      selected: selectPart,
      choosePod: chooseWatched,
      selectedMark: (message) => goToMessage(message),
      selectedMoment: selectMoment,
      wanted: (uids) => tell({ type: 'showLanes', uids }),
      summed,
    },
    folds.peek().timeline,
  );

  function showSelection(): void {
    const chosen = selection.peek();
    if (chosen?.kind === 'part') {
      // Chosen here, or before a reload of the window.
      if (!pane.isSelected(chosen.uid, chosen.index)) pane.showPart(chosen.uid, chosen.index);
      return;
    }
    pane.showMoment(chosen?.kind === 'moment' ? chosen : undefined);
    if (chosen?.kind === 'moment') return;
    pane.selectMessage(chosen && state.peek().messages.get(chosen.message));
  }

  const stops = [
    effect(() => {
      const panel = settled.value;
      const pod = shownPod.value;
      if (!panel?.shown) return;
      const { trace, findings } = panel.shown;
      const pods = panel.kind === 'watched' ? panel.lanes : undefined;
      const isLive = isWatching.peek();
      void attempt('timeline', () => {
        pane.show({
          lanes: findings.timeline,
          pods,
          chosen: pod === allPods ? undefined : pod,
          isLive,
          now: isLive ? now.peek() : trace.end,
        });
        showSelection();
      });
    }),
    effect(() => {
      const { value } = now;
      if (isWatching.peek()) amend('timeline', () => pane.tick(value));
    }),
    effect(() => {
      if (selection.value !== null) amend('timeline', () => untracked(showSelection));
    }),
    effect(() => {
      const isOpen = folds.value.timeline;
      amend('timeline', () => pane.open(isOpen));
    }),
  ];
  return {
    pane,
    end: () => {
      pane.dispose();
      for (const stop of stops) stop();
    },
  };
}
