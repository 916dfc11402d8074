import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { fold } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';
import { Icon } from '../parts/buttons';
import { perform } from '../parts/keys';
import { chips } from './chips';
import { focusNext, WhatIfButton } from './whatIfButton';
import type { Chip } from '../../core/panel/protocol';

/**
 * In what the start differs from the usual one, a chip each. Arrow keys go from chip to chip, Delete removes one; its
 * neighbour has the focus then.
 */
function ChipStrip() {
  const list = useRef<HTMLUListElement>(null);
  /** Which chip the Tab key reaches. */
  const at = useSignal(0);
  /** Which chip takes the focus once its neighbour is gone. */
  const next = useRef<number | undefined>(undefined);
  const all = chips.value ?? [];
  const focusChip = (index: number): void => {
    at.value = index;
    list.current?.querySelectorAll<HTMLElement>('.chip-label')[index]?.focus();
  };
  useLayoutEffect(() => {
    if (next.current !== undefined && all.length > 0) focusChip(Math.min(next.current, all.length - 1));
    next.current = undefined;
  }, [all.map(({ id }) => id).join('\n')]);
  if (all.length === 0) return null;
  const reached = Math.min(at.value, all.length - 1);
  const remove = (index: number): void => {
    const chip = all[index];
    if (!chip || chip.kind === 'setting') return;
    if (all.length === 1) focusNext();
    next.current = index;
    tell({ type: 'removeChip', id: chip.id });
  };
  return (
    <div class="chips">
      <ul ref={list} aria-label="What is not as usual">
        {all.map((chip, index) => (
          <li key={chip.slider?.line ?? chip.id} class="chip" data-kind={chip.kind}>
            <button
              class="chip-label"
              title={chip.detail}
              aria-keyshortcuts={chip.kind === 'setting' ? undefined : 'Delete'}
              tabIndex={index === reached ? 0 : -1}
              onClick={() => change(chip)}
              onKeyDown={(event) => {
                const isDone = perform('chips', event, {
                  next: () => focusChip(Math.min(all.length - 1, index + 1)),
                  previous: () => focusChip(Math.max(0, index - 1)),
                  first: () => focusChip(0),
                  last: () => focusChip(all.length - 1),
                  remove: () => remove(index),
                });
                if (isDone) event.stopPropagation();
              }}
            >
              {chip.label}
            </button>
            {chip.slider && <Slider label={chip.label} {...chip.slider} />}
            {chip.kind !== 'setting' && (
              <button
                class="chip-remove"
                tabIndex={-1}
                title="Remove (Delete)"
                aria-label={`Remove: ${chip.label}`}
                onClick={() => remove(index)}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      <WhatIfButton />
    </div>
  );
}

/** The start is another one when it is let go of; the arrow keys are its own. */
function Slider({ label, line, seconds, most }: { label: string } & NonNullable<Chip['slider']>) {
  return (
    <input
      type="range"
      aria-label={label}
      max={most}
      value={seconds}
      onKeyDown={(event) => event.stopPropagation()}
      onChange={({ currentTarget }) => tell({ type: 'setWhatIf', line: `${line}${currentTarget.value}s` })}
    />
  );
}

function change({ id, kind }: Chip): void {
  const name = id.slice(id.indexOf(' ') + 1);
  if (kind === 'fault') tell({ type: 'chooseFaults' });
  else if (kind === 'setting') tell({ type: 'showSetting', name });
  else if (kind === 'without') fold('assumed', true);
  else tell({ type: 'whatIf', line: name });
}

registerView({
  later: true,
  name: 'chips',
  place: 'about',
  order: 12,
  View: ChipStrip,
});
