/** What people and tools write for a text that is filled in later, where its form says so. */
const marked =
  /\$\{[^{}\n]{1,200}\}|\$\([^()\n]{1,200}\)|\$\[[^[\]\n]{1,200}\]|<[^<>\n]{1,200}>|\[\[[^[\]\n]{1,200}\]\]|\(\([^()\n]{1,200}\)\)|#\{[^{}\n]{1,200}\}#?|\{[A-Za-z][\w. -]{0,60}\}|\$[A-Za-z]\w{0,60}|%[A-Za-z][\w.]{0,60}%|@@?[A-Za-z]\w{0,60}@@?|ko:\/\/\S+|__[A-Za-z]\w{0,60}/g;

/** A word in capitals, which some tools replace wherever it stands. */
const inCapitals = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*(?![A-Za-z0-9])/g;

/** What is in such words; others in capitals are rather names in the wrong case. */
const telling = new Set(
  'ACCOUNT ADDRESS ARCH BRANCH BUCKET CHANGE CHANGEME CLUSTER COUNT CPU DIGEST DOMAIN ENVIRONMENT FIXME HASH HOST HOSTNAME ID IMAGE IMG INSERT LABEL MEMORY NAME NAMESPACE NUM NUMBER PATH PLACEHOLDER PORT PREFIX PROJECT REGION REGISTRY RELEASE REPLACE REPLACEME REPLICA REPLICAS REPO REPOSITORY SHA SIZE SUFFIX TAG TBD TODO URL USER VALUE VERSION XXX XXXX YOUR ZONE'.split(
    ' ',
  ),
);

/** The text with something else in place of its placeholders: `${IMAGE}`, `<your-registry>`, `$(TAG)`, `REPLACE_ME`. */
export function replacePlaceholders(text: string, replace: (source: string) => string): string {
  return text
    .replace(marked, replace)
    .replace(inCapitals, (word) => (word.split(/[_-]/).some((part) => telling.has(part)) ? replace(word) : word));
}

/** No longer text is a placeholder, or has one in it that matters. */
const longest = 400;

/** Whether a text has a placeholder in it. */
export function hasPlaceholder(text: string): boolean {
  return text.length <= longest && replacePlaceholders(text, () => '') !== text;
}

/** As `hasPlaceholder`, where a number or the like is to stand: no word in capitals is one. */
export function standsForNumber(text: string): boolean {
  return /^[A-Z][A-Z0-9_-]{1,60}$/.test(text) || hasPlaceholder(text);
}

/** Whether a placeholder only names what is filled in: a default within may be a Secret's value. */
export function isHarmlessPlaceholder(source: string): boolean {
  return /^[${([<#%@][${}()[\]<>#%@\w.-]*$/.test(source);
}
