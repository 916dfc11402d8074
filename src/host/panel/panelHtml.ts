import type { Level } from '../../core/trace/level';
import type { PanelState } from '../../core/panel/protocol';

/** What the panel's page is made of: addresses as the webview reaches them. */
export interface PanelPage {
  script: string;
  /** The script that draws, which the page's own loads: fetched at the same time. */
  drawing: string;
  /** What the page's script shares with those that it loads later. */
  shared: string;
  style: string;
  /** The webview's own source, for styles and fonts. */
  cspSource: string;
  /** Unguessable and new for every page. */
  nonce: string;
  /** In how much detail it shows a start, where it kept nothing. */
  level: Level;
  /** What it shows first, where that is known: then nothing has to be asked and answered before. */
  state?: PanelState | undefined;
}

/** A value as JSON that ends no element and begins none: within a script element's text only `<` could. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * The page's HTML: a script that builds everything. The script's nonce is handed on to what it imports,
 * so no other script runs; there is no inline style, neither in elements nor in attributes. `data:`
 * images are for drawing a PNG.
 */
export function panelHtml({ script, drawing, shared, style, cspSource, nonce, level, state }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <link rel="modulepreload" nonce="${nonce}" href="${shared}">
    <link rel="modulepreload" nonce="${nonce}" href="${drawing}">
    <title>Pod Startup</title>
  </head>
  <body data-level="${level}">
    <p class="unloaded">The panel of Pod Startup is not loaded. Close it and explain again what it should show; if that does not help, reload the window.</p>
    ${state ? `<script type="application/json" id="state">${inertJson(state)}</script>` : ''}
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
