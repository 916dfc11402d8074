// Pictures as one that moves, for the README: marketplaces show GIF.
import { GIFEncoder, applyPalette, quantize } from 'gifenc';
import { PNG } from 'pngjs';

/** @see animation.d.mts */
export function animation(pictures, milliseconds) {
  const gif = GIFEncoder();
  for (const picture of pictures) {
    const { width, height, data } = PNG.sync.read(picture);
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: milliseconds });
  }
  gif.finish();
  return Buffer.from(gif.bytes());
}
