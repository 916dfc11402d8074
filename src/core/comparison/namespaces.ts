/** Where a namespace stands in the texts that Kubernetes makes of it: paths, addresses, logs' folders, messages. */
const placesOf = (namespace: string): readonly string[] => [
  `/namespaces/${namespace}/`,
  `.${namespace}.svc`,
  `/${namespace}_`,
  ` ${namespace}/`,
  `namespace "${namespace}"`,
  `namespace: "${namespace}"`,
  `serviceaccount:${namespace}:`,
];

/** A text with a namespace replaced where that stands, and nowhere else: many a thing is called `default`. */
export function withoutNamespace(text: string, namespace: string | undefined): string {
  if (!namespace || !text.includes(namespace)) return text;
  const stand = '<namespace>';
  if (text === namespace) return stand;
  const inPlaces = placesOf(namespace).reduce(
    (rest, place) => rest.replaceAll(place, place.replace(namespace, stand)),
    text,
  );
  return inPlaces.startsWith(`${namespace}.svc`) ? `${stand}${inPlaces.slice(namespace.length)}` : inPlaces;
}
