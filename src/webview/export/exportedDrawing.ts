import { pngOf } from './pngOf';
import { standaloneSvg, type ShownDrawing } from './standaloneSvg';

/** A drawing in the colours of the page, as the host saves it: SVG as text, PNG as base64. */
export async function exportedDrawing(drawing: ShownDrawing, format: 'svg' | 'png'): Promise<string> {
  const svg = standaloneSvg(drawing, getComputedStyle(document.body).backgroundColor);
  return format === 'svg' ? svg : pngOf(svg, drawing.width, drawing.height);
}
