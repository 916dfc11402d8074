import { findProgram } from './findProgram.mjs';

/** The browser that drives the page in tests: `$CHROMIUM_PATH`, else what is on PATH; undefined where there is none. */
export function chromiumPath() {
  return (
    process.env.CHROMIUM_PATH ?? findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
  );
}

/** What Playwright's `chromium.launch` is given. Throws where there is no browser. */
export function launchOptions() {
  const executablePath = chromiumPath();
  if (!executablePath)
    throw new Error("there is no Chromium on PATH: install Debian's package chromium, or set CHROMIUM_PATH");
  return { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}
