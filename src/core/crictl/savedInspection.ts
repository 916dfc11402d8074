import { savedValues } from '../observe/savedOutput';
import { inspectedIn, type Inspected } from './inspected';

/**
 * What a text has that crictl printed (`inspect`, `inspectp`, `ps -o json`, `pods -o json`); undefined where it is none.
 * @throws SavedOutputError where it looks so, and cannot be read
 */
export function savedInspection(text: string): Inspected[] | undefined {
  // Most files are other ones, and are not read twice.
  if (!/"?state"?:\s{0,9}"?(?:CONTAINER|SANDBOX)_[A-Z]/.test(text)) return undefined;
  const found = savedValues(text).map(inspectedIn);
  return found.length > 0 && found.every((one) => one !== undefined) ? found.flat() : undefined;
}
