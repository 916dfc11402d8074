import { markdown, type Markdown, type Section } from '../explain/text/markdown';
import { code, joined, prose, strong, words } from '../textRuns';
import type { UpgradeReport } from './upgradeReport';
import { refusedHeading, refusedLines, ruleText, unexplained, upgradeParts, upgradeSummary } from './upgradeWords';

/** A report as a document. @param title what was started: a file or a folder */
export function upgradeMarkdown(report: UpgradeReport, title: string): Markdown {
  const refused = refusedLines(report);
  return markdown([
    { heading: { depth: 1, text: words`${title}: Kubernetes ${report.from} → ${report.to}` } },
    { lines: [[upgradeSummary(report)]] },
    ...upgradeParts(report).flatMap(({ heading, causes }): Section[] => [
      { heading: { depth: 2, text: [heading] } },
      ...causes.flatMap(({ rules, changes }): Section[] => [
        {
          lines:
            rules.length === 0
              ? [strong(unexplained)]
              : rules.map((rule) => words`${prose(ruleText(rule))} (${code(rule.source)})`),
        },
        ...changes.map(({ objects, lines, more }): Section => ({
          lines: [joined([strong(objects), []], '')],
          items: [...lines, ...(more > 0 ? [[`and ${more} more`]] : [])],
        })),
      ]),
    ]),
    ...(refused.length === 0 ? [] : [{ heading: { depth: 2 as const, text: [refusedHeading] }, items: refused }]),
  ]);
}
