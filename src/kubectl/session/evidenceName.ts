import { everyKind } from '../../core/everyKind';
import { isMap } from '../../core/isMap';
import type { Evidence } from '../../core/observe/evidence/evidence';

/** `Pod web`, `the metrics of n1`: what a piece of evidence is about. */
export function evidenceName(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'object':
      return objectName(evidence.object);
    case 'metrics':
      return `the metrics of ${evidence.node}`;
    case 'configz':
      return `the configuration of ${evidence.node}`;
    case 'nodeLog':
      return `the journal of ${evidence.node}`;
    case 'spans':
      return 'spans';
    case 'denied':
      return evidence.what;
    default:
      return everyKind(evidence);
  }
}

/** As far as what is written says it in words. */
function objectName({ kind, metadata }: { kind?: unknown; metadata?: unknown }): string {
  const name = isMap(metadata) ? metadata['name'] : undefined;
  return [typeof kind === 'string' ? kind : 'object', ...(typeof name === 'string' ? [name] : [])].join(' ');
}
