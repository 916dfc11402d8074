import type { Container, HTTPGetAction } from '../../../api/types';
import { goQuote } from '../../../go/goQuote';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** What of a release says how a port's name is read. */
type PortReader = Pick<KubernetesRelease, 'readsPortNamesAsNumbers'>;

/**
 * The number of a port that is given as a number or by its name in the container
 * (pkg/probe/util.go ResolveContainerPort, 1.37).
 * @throws Error with Kubernetes' text where there is no such port
 */
export function resolveContainerPort(
  port: string | number | undefined,
  container: Pick<Container, 'ports'>,
  release?: PortReader,
): number {
  const number = typeof port === 'number' ? port : container.ports?.find(({ name }) => name === port)?.containerPort;
  // The API server lets no name pass that is a number.
  if (number === undefined && release?.readsPortNamesAsNumbers)
    throw new Error(`strconv.Atoi: parsing ${goQuote(String(port))}: invalid syntax`);
  if (number === undefined) throw new Error(`port "${port}" not found`);
  if (number <= 0 || number > 65_535) throw new Error(`invalid port number: ${number}`);
  return number;
}

/** An address as Go joins it: a host with colons goes into brackets (net.JoinHostPort). */
export function joinHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Where an httpGet probe or hook goes, as Go prints it (pkg/probe/http/request.go formatURL, 1.37).
 * @param host what stands for a host that is not given: the pod's address
 * @throws Error as resolveContainerPort does
 */
export function httpGetUrl(
  action: HTTPGetAction,
  container: Pick<Container, 'ports'>,
  host: string,
  release?: PortReader,
): string {
  const { scheme, path = '' } = action;
  const address = joinHostPort(action.host || host, resolveContainerPort(action.port, container, release));
  return `${(scheme || 'HTTP').toLowerCase()}://${address}${urlPath(path)}`;
}

/** A path with query and fragment as net/url writes it; one that it can not read is taken whole as a path. */
function urlPath(written: string): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(written) ?? [];
  const readable = !/%(?![0-9a-f]{2})/i.test(path);
  const escaped = readable ? escapedPath(path) + rest : escapeUnknown(written);
  return escaped === '' || /^[/?#]/.test(escaped) ? escaped : `/${escaped}`;
}

/** What needs no escape stays as it was written; else all is escaped anew (net/url EscapedPath). */
function escapedPath(path: string): string {
  if (/^[\w\-.~!$&'()*+,;=:@/%[\]]*$/.test(path)) return path;
  try {
    return escapeUnknown(decodeURIComponent(path));
  } catch {
    return escapeUnknown(path);
  }
}

function escapeUnknown(path: string): string {
  return path.replace(/[^\w\-.~$&+,/:;=@]/gu, (character) => {
    if (/[!'()*]/.test(character)) return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
    return encodeURIComponent(/\p{Surrogate}/u.test(character) ? '\ufffd' : character);
  });
}
