import { level } from './store';
import { tell } from './vscodeApi';

/** Asks for a format and a place, and exports what is shown. */
export function chooseExport(): void {
  tell({ type: 'chooseExport', level: level.peek() });
}
