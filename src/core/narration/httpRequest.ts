/** A request to the API server, read from its method and path. */
export interface HttpRequest {
  verb: string;
  /** Of a watch: ADDED, MODIFIED, DELETED. */
  change?: string;
  /** '' for what belongs to no namespace. */
  namespace: string;
  /** The plural: `pods`. */
  resource: string;
  /** '' where the API server makes it, or the body has it. */
  name: string;
  subresource: string;
}

/** Reads `PATCH /api/v1/namespaces/default/pods/web/status`, `WATCH ADDED /api/v1/…`. */
export function httpRequest(method: string): HttpRequest {
  const [verb = '', ...rest] = method.split(' ');
  const path = rest.at(-1) ?? '';
  const change = rest.length > 1 ? rest[0] : undefined;
  const parts = path.split('/').filter((part) => part !== '');
  // api/v1/… or apis/GROUP/VERSION/…
  const below = parts.slice(parts[0] === 'apis' ? 3 : 2);
  const isNamespaced = below[0] === 'namespaces' && below.length > 2;
  const [resource = '', name = '', subresource = ''] = isNamespaced ? below.slice(2) : below;
  return {
    verb,
    ...(change !== undefined && { change }),
    namespace: isNamespaced ? (below[1] ?? '') : '',
    resource,
    name,
    subresource,
  };
}
