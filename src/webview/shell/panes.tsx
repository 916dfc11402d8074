import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { hasSelection } from '../page/store';
import { perform } from '../parts/keys';
import { PlacedViews } from './placedViews';

/** Pixels that each pane has at the least. */
const least = 120;
/** Pixels that an arrow key moves the border by. */
const keyStep = 20;
/** From this width on the panes stand side by side; panel.css has the same. */
const wide = window.matchMedia('(min-width: 700px)');

/** The diagram with how it ends, and beside or below it what is selected, with a border that can be moved. */
export function Panes() {
  const root = useRef<HTMLDivElement>(null);
  const isWide = useSignal(wide.matches);
  /** Pixels that both panes have together. */
  const whole = useSignal(0);
  /** Pixels that a person gave the second pane, beside the first and below it. */
  const chosen = useSignal<{ vertical?: number; horizontal?: number }>({});
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const measure = (): void => {
      isWide.value = wide.matches;
      whole.value = wide.matches ? element.clientWidth : element.clientHeight;
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    measure();
    return () => sizes.disconnect();
  }, []);

  const isOpen = hasSelection.value;
  const split = isWide.value ? 'vertical' : 'horizontal';
  const wanted =
    chosen.value[split] ?? (isWide.value ? 380 : Math.round(Math.max(0.44 * whole.value, 0.4 * innerHeight)));
  const size = Math.max(least, Math.min(wanted, whole.value - least));
  const choose = (pixels: number): void => {
    chosen.value = { ...chosen.peek(), [split]: Math.max(least, Math.min(pixels, whole.peek() - least)) };
  };
  /** Follows the pointer that took hold of the border. */
  const drag = ({ clientX, clientY }: PointerEvent): void => {
    const box = root.current?.getBoundingClientRect();
    if (!box) return;
    choose(isWide.peek() ? box.right - clientX : box.bottom - clientY);
  };
  return (
    <div ref={root} class="panes" style={{ '--side': `${size}px` }}>
      <div class="stage">
        <PlacedViews place="stage" />
      </div>
      <div class="side" hidden={!isOpen}>
        <div
          class="splitter"
          role="separator"
          tabIndex={0}
          aria-label="Size of the details"
          aria-orientation={split}
          aria-valuemin={least}
          aria-valuemax={Math.max(least, whole.value - least)}
          aria-valuenow={size}
          onPointerDown={({ pointerId, button, currentTarget }) => {
            if (button === 0) currentTarget.setPointerCapture(pointerId);
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
          }}
          onKeyDown={(event) =>
            perform('border', event, { more: () => choose(size + keyStep), less: () => choose(size - keyStep) })
          }
        />
        <PlacedViews place="side" />
      </div>
    </div>
  );
}
