import { here, steps } from './walk';
import { folded, hidden, level, phaseOf, selection, shownPod, trace } from './store';
import { tell } from './vscodeApi';

/** Asks for a format, a place and how much of what is shown, and exports that. */
export function chooseExport(): void {
  const phase = phaseOf.peek().get(selected()[0] ?? '');
  tell({
    type: 'chooseExport',
    level: level.peek(),
    pod: shownPod.peek(),
    selected: withInner(selected()),
    walked: steps
      .peek()
      .slice(0, here.peek() + 1)
      .flatMap(({ messages }) => messages),
    ...(phase && { phase: { name: phase.name, messages: phase.messages } }),
    folded: [...folded.peek()],
    hidden: [...hidden.peek()],
  });
}

function selected(): readonly string[] {
  const chosen = selection.peek();
  return chosen?.kind === 'message' ? [chosen.message, ...chosen.together] : [];
}

/** The messages with those that happened inside them. */
function withInner(ids: readonly string[]): string[] {
  const all = new Set(ids);
  if (all.size === 0) return [];
  for (const { id, parent } of trace.peek()?.messages ?? []) if (parent !== undefined && all.has(parent)) all.add(id);
  return [...all];
}
