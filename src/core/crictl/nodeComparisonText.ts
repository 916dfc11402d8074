import { knownKeys } from '../knownKeys';
import { visibleText } from '../visibleText';
import type { NodeComparison } from './nodeComparison';
import { causeWords, type NodeDifference } from './nodeDifference';

/** As many differences of one container are told. */
const most = 100;

/** A comparison in lines of text; what crictl printed is cut where it is long. */
export function nodeComparisonText({ of, differences, compared, isSameSpec, unknown }: NodeComparison): string[] {
  const what = of.type === 'sandbox' ? 'sandbox' : `container ${visibleText(of.container, '↵', 100)}`;
  const title = `On the node: ${what} of ${visibleText(of.namespace, '↵', 100)}/${visibleText(of.pod, '↵', 300)} (${visibleText(of.id, '↵', 13)})`;
  const lines = [title];
  if (unknown !== undefined) lines.push(`  not compared with a prediction: ${visibleText(unknown)}`);
  if (compared.length === 0) lines.push('  the output has nothing that could be compared');
  if (compared.includes('status')) lines.push('  the output has no request: only the status is compared');
  if (isSameSpec !== undefined)
    lines.push(isSameSpec ? '  by the kubelet’s hash, the container is that of the manifest' : '  by the kubelet’s hash, the container is not that of the manifest'); // prettier-ignore
  for (const cause of knownKeys(causeWords)) {
    const own = differences.filter((one) => one.cause === cause);
    if (own.length === 0) continue;
    lines.push(`  inferred: ${causeWords[cause]}:`);
    if (cause === 'runtime') lines.push(...byList(own).map((line) => `    ${visibleText(line)}`));
    else {
      lines.push(...own.slice(0, most).map((one) => `    ${differenceText(one)}`));
      if (own.length > most) lines.push(`    and ${own.length - most} more`);
    }
  }
  const isAsPredicted = compared.length > 0 && differences.every(({ cause }) => cause === 'runtime');
  if (isAsPredicted)
    lines.push(compared.includes('request') || compared.includes('status') ? '  everything else is as predicted' : '  nothing was added to the request'); // prettier-ignore
  return lines;
}

/** `oci mounts: /proc, /dev`: differences that are listed together. */
function byList(all: readonly NodeDifference[]): string[] {
  const lists = new Map<string, string[]>();
  for (const { field } of all) {
    const at = field.indexOf('[');
    const [list, entry] = at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1, -1)];
    const entries = lists.get(list) ?? [];
    lists.set(list, entries);
    if (entry !== '') entries.push(entry);
  }
  return [...lists].map(([list, entries]) => (entries.length === 0 ? list : `${list}: ${entries.join(', ')}`));
}

function differenceText({ field, predicted, found }: NodeDifference): string {
  const shown = (text: string): string => visibleText(text, '↵', 200);
  const told = (text: string | undefined): string => (text === undefined ? 'not there' : shown(text));
  return `${shown(field)}: ${told(found)}, predicted: ${told(predicted)}`;
}
