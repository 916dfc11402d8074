import axe from 'axe-core';
import type { PanelPage } from './panelPage';

/** What axe leaves to a person to look at, and is wrong here all the same. */
const wrongAnyway = new Set(['empty-table-header']);

/** What of a page offends accessibility; `also`: rules of axe that are off by default. */
export async function violations({ page }: PanelPage, also: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async ({ rules, wrong }) => {
      const enabled = Object.fromEntries(rules.map((rule) => [rule, { enabled: true }]));
      const found = await (window as unknown as { axe: typeof axe }).axe.run({ rules: enabled });
      const unsure = found.incomplete.filter(({ id }) => wrong.includes(id));
      return [...found.violations, ...unsure].flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
      );
    },
    { rules: also, wrong: [...wrongAnyway] },
  );
}
