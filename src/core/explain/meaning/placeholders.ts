/** What people and tools write for a text that is filled in later, where its form says so. */
const marked = [
  /\$\{[^{}\n]+\}/g,
  /\$\([^()\n]+\)/g,
  /\$\[[^[\]\n]+\]/g,
  /<[^<>\n]+>/g,
  /\[\[[^[\]\n]+\]\]/g,
  /\(\([^()\n]+\)\)/g,
  /#\{[^{}\n]+\}#?/g,
  /\{[A-Za-z][\w. -]*\}/g,
  /\$[A-Za-z]\w*/g,
  /%[A-Za-z][\w.]*%/g,
  /@@?[A-Za-z]\w*@@?/g,
  /ko:\/\/\S+/g,
  /__[A-Za-z]\w*/g,
];

/** A word, of which some tools replace those in capitals wherever they stand. */
const words = /[A-Za-z0-9][\w-]*/g;

/** What is in such words; others in capitals are rather names in the wrong case. */
const telling = new Set(
  'ACCOUNT ADDRESS ARCH BRANCH BUCKET CHANGE CHANGEME CLUSTER COUNT CPU DIGEST DOMAIN ENVIRONMENT FIXME HASH HOST HOSTNAME ID IMAGE IMG INSERT LABEL MEMORY NAME NAMESPACE NUM NUMBER PATH PLACEHOLDER PORT PREFIX PROJECT REGION REGISTRY RELEASE REPLACE REPLACEME REPLICA REPLICAS REPO REPOSITORY SHA SIZE SUFFIX TAG TBD TODO URL USER VALUE VERSION XXX XXXX YOUR ZONE'.split(
    ' ',
  ),
);

/** The text with something else in place of its placeholders: `${IMAGE}`, `<your-registry>`, `$(TAG)`, `REPLACE_ME`. */
export function replacePlaceholders(text: string, replace: (source: string) => string): string {
  return marked
    .reduce((left, form) => left.replace(form, replace), text)
    .replace(words, (word) =>
      isInCapitals(word) && word.split(/[_-]/).some((part) => telling.has(part)) ? replace(word) : word,
    );
}

function isInCapitals(word: string): boolean {
  return /^[A-Z][A-Z0-9_-]*$/.test(word);
}

/** No longer text is a placeholder, or has one in it that matters. */
const longest = 400;

/** What every placeholder has something of, and few texts: a quick look. */
const signs = /[$<[({#%@A-Z]|__|ko:/;

/** Whether a text has a placeholder in it. */
export function hasPlaceholder(text: string): boolean {
  return text.length <= longest && signs.test(text) && replacePlaceholders(text, () => '') !== text;
}

/** As `hasPlaceholder`, where a number or the like is to stand: no word in capitals is one. */
export function standsForNumber(text: string): boolean {
  return (text.length > 1 && isInCapitals(text)) || hasPlaceholder(text);
}

/** Whether a placeholder only names what is filled in: a default within may be a Secret's value. */
export function isHarmlessPlaceholder(source: string): boolean {
  return /^[${([<#%@][${}()[\]<>#%@\w.-]*$/.test(source);
}
