import axe from 'axe-core';
import type { PanelPage } from './panelPage';

/** What of a page offends accessibility; `also`: rules of axe that are off by default. */
export async function violations({ page }: PanelPage, also: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const enabled = Object.fromEntries(rules.map((rule) => [rule, { enabled: true }]));
    const found = await (window as unknown as { axe: typeof axe }).axe.run({ rules: enabled });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
    );
  }, also);
}
