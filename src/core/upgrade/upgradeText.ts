import { onOneLine } from '../onOneLine';
import { plainText } from '../textRuns';
import type { UpgradeReport } from './upgradeReport';
import { refusedHeading, refusedLines, ruleText, unexplained, upgradeParts, upgradeSummary } from './upgradeWords';

/** A report as a terminal prints it; each line ends with a line feed, and no text of others begins one. */
export function upgradeText(report: UpgradeReport): string {
  const lines = [upgradeSummary(report)];
  for (const { heading, causes } of upgradeParts(report)) {
    lines.push('', heading);
    for (const { rules, changes } of causes) {
      lines.push('', ...rules.flatMap((rule) => [`  ${ruleText(rule)}`, `    source: ${rule.source}`]));
      if (rules.length === 0) lines.push(`  ${unexplained}`);
      if (rules.length > 1) lines.push('  Together they cause:');
      for (const { objects, lines: own, more } of changes) {
        lines.push(`    ${objects}`, ...own.map((line) => `      ${plainText(line)}`));
        if (more > 0) lines.push(`      and ${more} more`);
      }
    }
  }
  const refused = refusedLines(report);
  if (refused.length > 0) lines.push('', refusedHeading, '', ...refused.map((line) => `  ${plainText(line)}`));
  return lines.map((line) => `${onOneLine(line)}\n`).join('');
}
