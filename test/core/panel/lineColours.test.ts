import { expect, test } from 'vitest';
import manifest from '../../../package.json';
import { lineColours, withLineColours } from '../../../src/core/panel/lineColours';

const coloursOf = (lines: readonly number[]): [number, number][] =>
  withLineColours(lines.map((line) => ({ line }))).map(({ line, colour }) => [line, colour]);

test('lines have the colours in their own order, not in that of the fields, and all fields of a line have one', () => {
  expect(coloursOf([14, 3, 14, 9])).toEqual([[14, 3], [3, 1], [14, 3], [9, 2]]); // prettier-ignore
  expect(coloursOf([])).toEqual([]);
});

test('after the last colour comes the first again, so that lines beside each other always differ', () => {
  const colours = coloursOf(Array.from({ length: 20 }, (_, i) => 100 - i)).map(([, colour]) => colour);
  expect(Math.max(...colours)).toBe(lineColours);
  expect(colours.every((colour, i) => colour !== colours[i + 1])).toBe(true);
  expect(colours.reverse().slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 1, 2]);
});

const themes = { dark: '#1f1f1f', light: '#ffffff', highContrast: '#000000', highContrastLight: '#ffffff' } as const;

test.each(Object.entries(themes))(
  'each colour is there in %s, another one than the rest, and stands out',
  (theme, ground) => {
    const of = (id: string) =>
      manifest.contributes.colors.find((colour) => colour.id === id)?.defaults[theme as keyof typeof themes];
    const bars = Array.from({ length: lineColours }, (_, i) => of(`podStartup.line${i + 1}`));
    expect(new Set(bars).size).toBe(lineColours);
    for (const [i, bar] of bars.entries()) {
      expect(contrast(bar!, ground), bar).toBeGreaterThan(3);
      expect(of(`podStartup.line${i + 1}Background`)).toBe(`${bar}1f`);
    }
    expect(manifest.contributes.colors).toHaveLength(2 * lineColours);
  },
);

/** As WCAG 2.2 counts it. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
