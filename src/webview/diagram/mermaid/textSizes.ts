import { decodedText } from './placeholders';
import { reached, utils_default as utils, version, type TextSize } from 'mermaid/sequence';

const canvas = document.createElement('canvas').getContext('2d');
const sizes = new Map<string, TextSize>();

/**
 * Has Mermaid measure texts without putting them into the page, where measuring lays all of it out again.
 * @throws Error, in words, where Mermaid measures in another way.
 */
export function measureOnCanvas(): void {
  if (utils.calculateTextDimensions === sizeOf) return;
  if (typeof utils.calculateTextDimensions !== 'function')
    throw new Error(`Mermaid ${version} has no calculateTextDimensions to measure texts with`);
  utils.calculateTextDimensions = sizeOf;
}

function sizeOf(
  text: string,
  { fontSize, fontFamily, fontWeight }: Parameters<typeof utils.calculateTextDimensions>[1],
): TextSize {
  reached.add('calculateTextDimensions');
  const font = `${fontWeight} ${fontSize}px ${fontFamily}`;
  const key = `${font} ${text}`;
  let size = sizes.get(key);
  if (!size) {
    if (sizes.size > 5000) sizes.clear();
    sizes.set(key, (size = measured(text, font)));
  }
  return size;
}

/** Pixels that a line of text takes. */
export function widthOfText(text: string, { family, size }: { family: string; size: number }, isBold: boolean): number {
  return sizeOf(text, { fontSize: size, fontFamily: family, fontWeight: isBold ? 600 : 400 }).width;
}

function measured(text: string, font: string): TextSize {
  if (!canvas) return { width: 0, height: 0, lineHeight: 0 };
  canvas.font = font;
  const lines = text.split(/<br\s*\/?>/i).map((line) => canvas.measureText(decodedText(line)));
  const width = Math.round(Math.max(...lines.map((line) => line.width)));
  const lineHeight = Math.round(
    Math.max(...lines.map((line) => line.fontBoundingBoxAscent + line.fontBoundingBoxDescent)),
  );
  return { width, height: lineHeight * lines.length, lineHeight };
}
