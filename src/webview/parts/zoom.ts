export const zoomLimits = { least: 0.2, most: 4 } as const;

/** A zoom within the limits, in whole percent. */
export function limitedZoom(zoom: number): number {
  return Math.min(zoomLimits.most, Math.max(zoomLimits.least, Math.round(zoom * 100) / 100));
}

/**
 * The zoom at which a drawing fits a width, kept readable: a diagram that would be smaller than `least` is
 * scrolled sideways instead, and a small one is not blown up.
 */
export function fittingZoom(drawing: number, available: number, least: number): number {
  // Rounded down: a last pixel that does not fit is a scroll bar.
  return limitedZoom(Math.min(1, Math.max(least, Math.floor((100 * available) / drawing) / 100)));
}

/** The scroll offset that keeps the point at `pointer` (from the viewport's edge) where it is when the zoom changes. */
export function anchoredScroll(scroll: number, pointer: number, before: number, after: number): number {
  return ((scroll + pointer) * after) / before - pointer;
}
