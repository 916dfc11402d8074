import type { PageView } from '../page/views';

/** Where the timeline stands. */
export const timelinePlace: Omit<PageView, 'View'> = {
  name: 'timeline',
  place: 'head',
  order: 50,
};
