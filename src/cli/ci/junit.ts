import { visibleText } from '../../core/visibleText';

/** One thing that was judged: a pod's start, or a pod beside a budget. */
export interface TestCase {
  name: string;
  /** Where it was: context and namespace. */
  className: string;
  /** Seconds. */
  time?: number;
  /** Why it failed, in texts of one or several lines; absent where it did not. */
  failure?: { message: string; lines: readonly string[] };
}

/** The suite as JUnit's XML, as GitLab, Jenkins and others read it. @param time in seconds */
export function junitXml(name: string, time: number, cases: readonly TestCase[]): string {
  const failures = cases.filter(({ failure }) => failure).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" time="${time.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xml(name)}" ${counts}>`,
    ...cases.map(caseXml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseXml({ name, className, time, failure }: TestCase): string {
  const start = `    <testcase classname="${xml(className)}" name="${xml(name)}"${time === undefined ? '' : ` time="${time.toFixed(3)}"`}`;
  if (!failure) return `${start}/>`;
  const text = failure.lines.map((one) => xmlLines(one)).join('\n');
  return `${start}>\n      <failure message="${xml(failure.message)}">${text}</failure>\n    </testcase>`;
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** A text of several lines within XML, which stay lines. */
function xmlLines(text: string): string {
  return text.trimEnd().split('\n').map(xml).join('\n');
}

/** A text within XML: nothing of it is markup, and what XML 1.0 has no character for is shown as its number. */
function xml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (char) => entities.get(char) ?? char);
}
