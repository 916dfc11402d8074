/** The text on one line: where a line ends, with the blanks around it, stands the joint. */
export function onOneLine(text: string, joint = ' '): string {
  return text.replace(/\s+/g, (blanks) => (/[\n\r\u2028\u2029]/.test(blanks) ? joint : blanks));
}
