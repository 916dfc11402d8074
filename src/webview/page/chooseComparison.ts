import { level, panel, shownPod } from './store';
import { tell } from './vscodeApi';

/** Asks what to compare the start with; `false` where there is none. */
export function chooseComparison(): false | void {
  if (!panel.peek()?.shown) return false;
  tell({ type: 'chooseComparison', level: level.peek(), pod: shownPod.peek() });
}
