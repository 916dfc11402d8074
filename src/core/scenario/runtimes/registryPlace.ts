/** Where an image is asked for. */
export interface RegistryPlace {
  /** With its port: Docker Hub's is another one than images' names say. */
  host: string;
  /** `library/nginx`. */
  repository: string;
  /** The tag or the digest. */
  version: string;
  /** As people write it: `nginx:1.27` for `docker.io/library/nginx:1.27`. */
  familiar: string;
}

/** Where an image is asked for, by its name in full: `docker.io/library/nginx:1.27`. */
export function registryPlaceOf(full: string): RegistryPlace {
  const slash = full.indexOf('/');
  const [first, rest] = [full.slice(0, slash), full.slice(slash + 1)];
  const at = rest.indexOf('@');
  const split = at >= 0 ? at : rest.lastIndexOf(':');
  const repository = split < 0 ? rest : rest.slice(0, split).replace(/:[\w.-]{1,128}$/, '');
  const version = split < 0 ? 'latest' : rest.slice(split + 1);
  const isHub = first === 'docker.io';
  const short = isHub ? (rest.startsWith('library/') ? rest.slice('library/'.length) : rest) : full;
  return { host: isHub ? 'registry-1.docker.io' : first, repository, version, familiar: short };
}
