import axe from 'axe-core';
import type { PanelPage } from './panelPage';

/** What of a page offends accessibility. */
export async function violations({ page }: PanelPage): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
    );
  });
}
