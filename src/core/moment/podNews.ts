import { statusChanges } from '../trace/statusChanges';
import { visibleText } from '../visibleText';
import { containersAt } from './containersAt';
import { sandboxText, volumesText } from './podTexts';
import type { PodAt } from './podAt';

/** What changed of a pod: what it is of, and how it is now. */
export interface PodNews {
  what: string;
  now: string;
}

/** What changed in a pod since just before, in words; everything about a pod that is new. */
export function podNews(before: PodAt | undefined, now: PodAt): PodNews[] {
  if (now.isDeleted) return before?.isDeleted ? [] : [{ what: 'Pod', now: 'gone' }];
  const news: PodNews[] = [];
  const tell = (what: string, is: string | undefined, was: string | undefined): void => {
    if (is !== undefined && is !== was) news.push({ what, now: visibleText(is) });
  };
  tell('Node', now.pod?.spec?.nodeName, before?.pod?.spec?.nodeName);
  for (const change of statusChanges(before?.pod?.status, now.pod?.status ?? {})) {
    if (change.type === 'phase') tell('Phase', change.to, change.from);
    if (change.type === 'condition')
      tell(change.condition, `${change.status}${change.reason ? ` (${change.reason})` : ''}`, undefined);
  }
  const old = new Map((before ? containersAt(before) : []).map((one) => [one.name, one]));
  for (const { name, state, waitsFor } of containersAt(now)) {
    const said = (text: string, waits: string): string => `${text}${waits === '' ? '' : `; waits for ${waits}`}`;
    const was = old.get(name);
    tell(`Container ${visibleText(name)}`, said(state, waitsFor), was && said(was.state, was.waitsFor));
  }
  tell('Sandbox', now.sandbox && sandboxText(now), before?.sandbox && sandboxText(before));
  if (now.pod?.spec?.volumes?.length) tell('Volumes', volumesText(now), before?.pod && volumesText(before));
  return news;
}
