import { computed } from '../page/signals';
import { panel } from '../page/store';
import type { Chip } from '../../core/panel/protocol';

const none: readonly Chip[] = [];

/** In what the shown start differs from the usual one; undefined where nothing of it can be changed. */
export const chips = computed<readonly Chip[] | undefined>(() => {
  const shown = panel.value;
  return shown?.kind === 'explained' ? (shown.chips ?? none) : undefined;
});
