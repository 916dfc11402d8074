import { JSONParser } from '@streamparser/json';

/**
 * Splits a stream of JSON values, with or without white space between them, into the values:
 * the returned function takes text as it arrives. Throws where the text is not JSON.
 */
export function jsonStream(onValue: (value: unknown) => void): (text: string) => void {
  const parser = new JSONParser({ paths: ['$'], separator: '', keepStack: false });
  parser.onValue = ({ value, stack }) => {
    if (stack.length === 0) onValue(value);
  };
  return (text) => parser.write(text);
}
