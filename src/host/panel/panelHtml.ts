import type { Level } from '../../core/trace/level';
import type { StateMessage } from '../../core/panel/protocol';

/** The icons' font, as the built styles name it. */
const fontFile = './codicon.ttf';

/** The page where ours cannot be read, as after an update of the extension. */
export const unloaded = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <title>Pod Startup</title>
  </head>
  <body>
    <p>The files of this panel cannot be read. The extension may have been updated: reload the window, and explain again what it should show.</p>
  </body>
</html>
`;

/** What the panel's page is made of: the texts of its scripts and styles. */
export interface PanelPage {
  script: string;
  /** The script that draws, which the page's own calls. */
  drawing: string;
  style: string;
  /** The address of the icons' font, as the webview reaches it. */
  font: string;
  /** The webview's own source, for styles and fonts. */
  cspSource: string;
  /** Unguessable and new for every page. */
  nonce: string;
  /** In how much detail it shows a start, where it kept nothing. */
  level: Level;
  /** A command brought it to the front: the keyboard is to be in what it shows, as soon as that is there. */
  hasFocus?: boolean;
  /** What it shows first, where that is known: then nothing has to be asked and answered before. */
  brought?: StateMessage | undefined;
}

/** A value as JSON that ends no element and begins none: within a script element's text only `<` could. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * The page's HTML: its text has all but the icons' font, so that nothing is left to load. VS Code's own way to a file is
 * long: it leads from the page through a service worker and the window to the machine that the extension runs on.
 * No script and no style but those with the page's nonce count, none in attributes. `data:` images are for drawing a PNG.
 */
export function panelHtml({
  script,
  drawing,
  style,
  font,
  cspSource,
  nonce,
  level,
  hasFocus = false,
  brought,
}: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style nonce="${nonce}">${style.replace(fontFile, () => font)}</style>
    <title>Pod Startup</title>
  </head>
  <body data-level="${level}"${hasFocus ? ' data-focus' : ''}>
    <p class="unloaded">The panel of Pod Startup is not loaded. Close it and explain again what it should show; if that does not help, reload the window.</p>
    ${brought ? `<script type="application/json" id="brought" nonce="${nonce}">${inertJson(brought)}</script>` : ''}
    <script nonce="${nonce}">${drawing}</script>
    <script type="module" nonce="${nonce}">${script}</script>
  </body>
</html>
`;
}
