// The font of icons, without those that the page has none of: the whole one is a quarter of what the panel loads.
import { readFileSync, writeFileSync } from 'node:fs';
import subsetFont from 'subset-font';

/** Replaces a font's file by one with the icons that a style sheet names: the characters of Unicode's private use area in it. */
export async function keepUsedIcons(font, styles) {
  const icons = new Set(readFileSync(styles, 'utf8').match(/[\uE000-\uF8FF]/g));
  const used = await subsetFont(readFileSync(font), [...icons].join(''), { targetFormat: 'truetype' });
  writeFileSync(font, used);
}
