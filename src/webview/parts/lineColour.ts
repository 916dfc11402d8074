/** The colour of a line of the manifest, as CSS; none without a number. */
export function lineColour(colour: number | undefined): string | null {
  return colour === undefined ? null : `var(--vscode-podStartup-line${colour})`;
}
