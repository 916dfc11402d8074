/** Columns of `kubectl get pods -o wide` before which the table is broken where it has no room. */
const breaks = ['RESTARTS ', 'IP '];

/** What `kubectl get pods -o wide` prints, in parts that stand below each other where they have no room beside each other. */
export function PodTable({ table, label }: { table: string; label?: string }) {
  const lines = table.split('\n');
  const [head = ''] = lines;
  const from = [0, ...breaks.map((name) => head.indexOf(name)).filter((at) => at > 0)];
  return (
    <pre class="pod-table" tabIndex={0} aria-label={label}>
      {from.map((start, index) => (
        <span key={start}>{lines.map((line) => line.slice(start, from[index + 1])).join('\n')}</span>
      ))}
    </pre>
  );
}
