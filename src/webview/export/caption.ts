import { svgElement } from '../parts/svgElement';
import type { ShownDrawing } from './standaloneSvg';

/** Pixels of a letter's height, of a line, and between the text and the edges. */
const [size, line, margin] = [12, 17, 16];

/** What stands below a drawing, and the pixels that it takes. */
export interface Caption {
  text: SVGTextElement;
  height: number;
}

/** A text below a drawing, in lines that are no wider than that. */
export function captioned(caption: string, { svg, width, height }: ShownDrawing): Caption {
  const { fontFamily, color } = getComputedStyle(document.body);
  const lines = linesOf(caption, width - 2 * margin, `${size}px ${fontFamily}`);
  const { x, y } = svg.viewBox.baseVal;
  const text = svgElement('text', { fill: color, 'font-family': fontFamily, 'font-size': size });
  for (const [at, said] of lines.entries()) {
    const part = svgElement('tspan', { x: x + margin, y: y + height + at * line + size });
    part.textContent = said;
    text.append(part);
  }
  return { text, height: lines.length * line + margin };
}

function linesOf(caption: string, width: number, font: string): string[] {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return [caption];
  context.font = font;
  const lines: string[] = [];
  for (const word of caption.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
