import { SavedOutputError } from '../core/observe/saved/savedOutputError';
import { CommandError } from './commandError';

/**
 * What is read of saved output. Throws CommandError, in the reader's words, where it cannot be read.
 *
 * @param name of the file, where the reader does not name it
 */
export function readSaved<T>(read: () => T, name?: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SavedOutputError)
      throw new CommandError(`${name === undefined ? '' : `${name}: `}${error.message}`);
    throw error;
  }
}
