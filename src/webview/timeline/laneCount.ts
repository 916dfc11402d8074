import type { PanelState } from '../../core/panel/protocol';

/** How many lanes the timeline of what is shown has. */
export function laneCount(panel: PanelState | undefined): number {
  const pods = panel?.kind === 'watched' ? panel.lanes : undefined;
  return (panel?.shown && (pods ?? panel.shown.findings.timeline).length) ?? 0;
}
