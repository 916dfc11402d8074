const quote = String.raw`(?:\\*["'])`;

/** What registries and runtimes put before a name of an image, a tag or a resource. */
const named = new RegExp(
  String.raw`\b(image|reference|manifest|repository(?: with name)?|resource|name|tag|artifact|source|blob) ${quote}[^"'\\]*${quote}`,
  'gi',
);

/**
 * What a registry or a runtime says of an image, without the image's own name, tag, registry and addresses, which may be
 * any words: `web:429` is no rate limit, and `denied-service` asks for no login.
 *
 * @param image as the manifest writes it
 */
export function withoutReferences(text: string, image: string): string {
  const rest = text.replaceAll(/\b(?:https?|docker|oci):\/\/[^\s"\\]+/g, 'ADDRESS').replaceAll(named, '$1 NAME');
  return withoutNames(rest, partsOf(image))
    .replaceAll(/\b(manifests?|tag) (?:for )?\S+ in\b/gi, '$1 in')
    .replaceAll(/\blookup \S+/g, 'lookup HOST')
    .replaceAll(/\bsha(?:256|384|512):[0-9a-f]+/g, 'DIGEST');
}

/** What is said, without the names of the pod and what belongs to it, which may be any words. */
export function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => (name.length > 1 ? without(rest, name) : rest), text);
}

/** The name and its parts, the longest first: of `r.example/team/web:429` also `team/web:429`, `r.example`, `team/web`. */
function partsOf(image: string): string[] {
  const [name = '', digest] = image.split('@', 2);
  const tagged = /^(.*):([\w.-]+)$/.exec(name);
  const [repository, tag] = tagged && !tagged[2]?.includes('/') ? [tagged[1] ?? '', tagged[2]] : [name, undefined];
  const slash = repository.indexOf('/');
  const first = repository.slice(0, slash);
  const isHost = slash > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = isHost ? repository.slice(slash + 1) : repository;
  const paths = [...new Set([repository, path, `library/${path}`, path.slice(path.lastIndexOf('/') + 1)])];
  const parts = [
    image,
    ...(digest === undefined ? [] : [digest]),
    ...paths.flatMap((one) => [`docker.io/${one}:${tag ?? 'latest'}`, `${one}:${tag ?? 'latest'}`]),
    ...paths.flatMap((one) => [`docker.io/${one}`, one]),
    ...(isHost ? [first, first.replace(/:\d+$/, '')] : []),
  ];
  return parts.sort((a, b) => b.length - a.length);
}

/** Without a name, wherever it stands by itself: `not-found` in `team/not-found`, and not in `not-found-1`. */
function without(text: string, name: string): string {
  let rest = '';
  let from = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, from)) {
    const after = text[at + name.length] ?? '';
    const isWhole = !/[\w-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(after);
    rest += text.slice(from, at) + (isWhole ? 'NAME' : name);
    from = at + name.length;
  }
  return rest + text.slice(from);
}
