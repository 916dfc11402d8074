import { drawing, type Drawing, type DrawnPart } from './drawing';
import type { DiagramWidth } from '../../core/diagram/lanes';
import type { LaneSpace } from './mermaid/drawSequence';
import type { Message } from '../../core/trace/trace';
import type { DiagramPart } from '../../core/panel/protocol';

/** Pixels of a letter's height, below which nobody reads. */
const leastSize = 11;
/** Pixels of a letter's height at a zoom of 1 where each arrow carries its label. */
export const fullSize = 13;
/** From so many pixels on, each actor has a lane of its own, even where it has to be scrolled to. */
const wide = 1100;
/** Pixels that a lane takes at the least. */
const leastLane = 40;
/** Pixels between lanes, and beside the first and the last, where arrows carry no labels. */
const [margin, edge] = [6, 6];
/** Pixels that the boxes around lanes take. */
const boxes = 48;

/** What is drawn, in which of its widths. */
export interface Fitting {
  part: DiagramPart;
  /** Pixels that the diagram may take. */
  room: number;
  family: string;
  messageOf: (id: string) => Message | undefined;
}

/** A drawing, and how wide it is. */
export interface FittedDrawing {
  drawing: Drawing;
  width: DiagramWidth;
}

/** What is drawn of a part in one of its widths. */
export function inWidth({ widths, ...part }: DiagramPart, width: DiagramWidth): DrawnPart {
  return { ...part, ...widths[width] };
}

/**
 * The widest drawing that fits the room with letters that can be read: with labels between the lanes, else with labels
 * over lanes that stand close, else with the control plane, the runtime and what the runtime calls as one lane each.
 * Where not even that fits, as with many nodes, it is scrolled.
 */
export async function fittedDrawing({ part, room, family, messageOf }: Fitting): Promise<FittedDrawing> {
  const tries: readonly DiagramWidth[] = room >= wide ? ['full', 'tight'] : ['full', 'tight', 'narrow'];
  for (const [at, width] of tries.entries()) {
    const isLast = at === tries.length - 1;
    const diagram = inWidth(part, width);
    const { length } = diagram.lanes;
    const leastZoom = width === 'full' ? leastSize / fullSize : 1;
    const fits = (pixels: number): boolean => pixels * leastZoom <= room;
    if (!isLast && !fits(length * (width === 'full' ? 114 : leastLane + margin))) continue;
    const size = width === 'full' ? fullSize : leastSize;
    const drawn = await drawing(diagram, { family, size }, messageOf, {
      leastZoom,
      space: width === 'full' ? undefined : spaceOf(length, room - (width === 'tight' ? boxes : 0)),
    });
    if (isLast || fits(drawn.width)) return { drawing: drawn, width };
  }
  throw new Error('no width was tried');
}

/** Whether a drawing that was fitted to a room is the one for another room, too. */
export function stillFits(
  { drawing: { width: pixels, leastZoom }, width }: FittedDrawing,
  room: number,
  next: number,
): boolean {
  return room === next || (width === 'full' && (pixels * leastZoom <= next || (room >= wide && next >= wide)));
}

/** Lanes take the room that there is, up to what they would have with labels. */
function spaceOf(lanes: number, room: number): LaneSpace {
  const each = (room - 2 * edge - 2 - (lanes - 1) * margin) / Math.max(1, lanes);
  return { width: Math.min(120, Math.max(leastLane, Math.floor(each))), margin };
}
