import { entryOf } from '../../core/entryOf';
import { panelParts, type PanelPart, type PanelToHost } from '../../core/panel/protocol';

const fields: Readonly<Record<PanelToHost['type'], readonly string[]>> = {
  ready: [],
  drawn: [],
  selected: ['message'],
  reveal: [],
  revealProblem: [],
  revealLine: [],
  chooseFaults: [],
  askWithout: [],
  leaveOut: [],
  chooseAssume: [],
  chooseExport: [],
  choosePod: ['uid'],
  showLanes: [],
  stopWatching: [],
  watchAgain: [],
  drawing: ['format', 'content'],
  failed: ['message'],
  saveState: [],
};

/** Whether what a page sent is a message of the protocol. */
export function isPanelMessage(value: unknown): value is PanelToHost {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return false;
  const message: Record<string, unknown> = value;
  const wanted = entryOf<readonly string[]>(fields, value.type);
  if (value.type === 'revealLine' && !(isCount(message['line']) && isCount(message['column']))) return false;
  if (value.type === 'showLanes' && !isTexts(message['uids'])) return false;
  if ((value.type === 'askWithout' || value.type === 'leaveOut') && !isTexts(message['ids'])) return false;
  if (value.type === 'drawing' && message['format'] !== 'svg' && message['format'] !== 'png') return false;
  if (value.type === 'failed' && !panelParts.includes(message['part'] as PanelPart)) return false;
  if (value.type === 'reveal' && !isPath(message['steps'])) return false;
  return wanted !== undefined && wanted.every((name) => typeof entryOf(message, name) === 'string');
}

function isPath(value: unknown): boolean {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
