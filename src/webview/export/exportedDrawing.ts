import { captioned } from './caption';
import { pngOf } from './pngOf';
import { standaloneSvg, type ShownDrawing } from './standaloneSvg';

/**
 * A drawing in the colours of the page with what stands below it, as the host saves it: SVG as text, PNG as base64. One
 * that is not shown is put into a corner for as long.
 */
export async function exportedDrawing(drawing: ShownDrawing, format: 'svg' | 'png', caption = ''): Promise<string> {
  const isShown = drawing.svg.isConnected;
  const corner = document.createElement('div');
  corner.className = 'drawing-corner';
  if (!isShown) {
    corner.append(drawing.svg);
    document.body.append(corner);
  }
  try {
    const below = caption === '' ? undefined : captioned(caption, drawing);
    const svg = standaloneSvg(drawing, getComputedStyle(document.body).backgroundColor, below);
    return format === 'svg' ? svg : await pngOf(svg, drawing.width, drawing.height + (below?.height ?? 0));
  } finally {
    corner.remove();
  }
}
