import type { NarrationLink } from './narration';

/** The release that the sources are linked at. */
const tag = 'v1.37.2';

/** A function in Kubernetes' sources, by its file from the root of the repository. */
export function source(path: string, name: string): NarrationLink {
  const address = `https://github.com/kubernetes/kubernetes/blob/${tag}/${path}`;
  return { title: `${name} in ${path}`, address, isSource: true };
}

/** A page of Kubernetes' documentation, by its path. */
export function docs(title: string, path: string): NarrationLink {
  return { title, address: `https://kubernetes.io/docs/${path}` };
}

/** A page of a specification that is not Kubernetes' own. */
export function page(title: string, address: string): NarrationLink {
  return { title, address };
}
