import { effect, signal } from '@preact/signals';
import { goTo, here, steps } from './walk';

/** Milliseconds from one step to the next at the usual speed. */
const stepMs = 1000;
export const speeds = [0.5, 1, 2, 4] as const;

export const isPlaying = signal(false);
export const speed = signal<number>(1);

/** Plays the steps from where one is, from the first where one is at the last; or pauses. */
export function play(): void {
  if (!isPlaying.peek() && here.peek() >= steps.peek().length - 1) goTo(0);
  isPlaying.value = !isPlaying.peek();
}

/** Goes to a step by hand. */
export function walk(to: number): void {
  isPlaying.value = false;
  goTo(to);
}

/** Plays one of the speeds slower or faster, as far as there is one. */
export function playFaster(by: 1 | -1): void {
  speed.value = speeds[speeds.findIndex((one) => one === speed.peek()) + by] ?? speed.peek();
}

/** Goes on by itself, until the last step; gives back what ends that. */
export function startPlayer(): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = effect(() => {
    clearInterval(timer);
    if (!isPlaying.value) return;
    timer = setInterval(() => {
      if (here.peek() >= steps.peek().length - 1) isPlaying.value = false;
      else goTo(here.peek() + 1);
    }, stepMs / speed.value);
  });
  return () => {
    stop();
    clearInterval(timer);
    isPlaying.value = false;
  };
}
