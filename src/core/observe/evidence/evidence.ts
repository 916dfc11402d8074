import { everyKind } from '../../everyKind';
import { isMap } from '../../isMap';
import type { WrittenObject } from '../../api/kubernetesObject';
import type { AuditText } from './auditText';
import type { SavedLog } from './savedLogs';
import type { Moment } from '../../trace/trace';

/**
 * One thing that a cluster let be seen of a start, as kubectl brought it. What is not there (metrics,
 * node logs, configz need rights that few have) costs precision, never the story.
 */
export type Evidence =
  /**
   * A watch event, or an object of a list (`type` is then ADDED). `arrived`: when it was news, on the watcher's clock;
   * absent for what a list or saved output has.
   */
  | { kind: 'object'; type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: WrittenObject; arrived?: Moment }
  /** `/api/v1/nodes/N/proxy/metrics` as text, read before and after. */
  | { kind: 'metrics'; node: string; text: string; read: Moment }
  /** `/api/v1/nodes/N/proxy/configz`. */
  | { kind: 'configz'; node: string; value: unknown }
  /** `/version` of the API server, or `kubectl version -o json`. */
  | { kind: 'version'; value: unknown }
  /** The journal of containerd, CRI-O or the kubelet, as text. */
  | { kind: 'nodeLog'; node: string; text: string }
  /** A kubelet's OpenTelemetry spans: an OTLP JSON file's value, or one of its lines. */
  | { kind: 'spans'; value: unknown }
  /** What the API server's audit log says that it was asked; nothing of the bodies is in it. */
  | ({ kind: 'audit' } & AuditText)
  /** What a container wrote, as kubectl logs prints it. */
  | { kind: 'containerLog'; log: SavedLog }
  /** What is not read, and why, in kubectl's words: the story goes on without it, and says so. `lacksRights`: it may not be. */
  | { kind: 'denied'; what: string; text: string; lacksRights?: boolean };

/** `Pod web`, `the metrics of n1`: what a piece of evidence is about. */
export function evidenceName(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'object':
      return objectName(evidence.object);
    case 'metrics':
      return `the metrics of ${evidence.node}`;
    case 'configz':
      return `the configuration of ${evidence.node}`;
    case 'version':
      return 'the version of the cluster';
    case 'nodeLog':
      return `the journal of ${evidence.node}`;
    case 'containerLog':
      return `the log ${evidence.log.file}`;
    case 'spans':
      return 'spans';
    case 'audit':
      return 'the audit log';
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
