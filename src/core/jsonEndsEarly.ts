/** Whether a text begins as JSON does, with a brace or a bracket, and ends before these are closed: it was cut. */
export function jsonEndsEarly(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  let depth = 0;
  let isInText = false;
  for (let at = text.search(/\S/); at < text.length; at++) {
    const char = text[at];
    if (isInText && char === '\\') at++;
    else if (char === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return false;
  }
  return true;
}
