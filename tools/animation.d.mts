/** PNG pictures of one size as a GIF that shows each for so many milliseconds, again and again. */
export function animation(pictures: readonly Buffer[], milliseconds: number): Buffer;
