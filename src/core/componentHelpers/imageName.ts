import { entryOf } from '../entryOf';
import { goQuote } from '../go/goQuote';
import { remembering } from '../remembering';

/** The parts of an image's name, as a registry client reads it. */
export interface ImageReference {
  /** With its registry: `docker.io/library/nginx`. */
  repository: string;
  tag: string;
  digest: string;
}

const component = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const digestForm = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]+';
const reference = new RegExp(
  `^((?:${host})/(${component}(?:/${component})*))(?::(\\w[\\w.-]*))?(?:@(${digestForm}))?$`,
);
const longestTag = 128;
const shortestDigest = 32;
/** Hexadecimal digits of the digests that are known. */
const digestLengths: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 };

/** An image's name that cannot be read; the message is that of the kubelet's parser. */
class ImageNameError extends Error {}

const parsed = remembering((image: string): ImageReference => {
  const wrong = (text: string): never => {
    throw new ImageNameError(`couldn't parse image name ${goQuote(image)}: ${text}`);
  };
  if (/^[a-f0-9]{64}$/.test(image)) {
    wrong(`invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`);
  }
  const [domain, rest] = splitDomain(image);
  const name = rest.includes(':') ? rest.slice(0, rest.indexOf(':')) : rest;
  if (name.toLowerCase() !== name) {
    wrong(`invalid reference format: repository name (${name}) must be lowercase`);
  }
  const parts = partsOf(`${domain}/${rest}`);
  if (!parts) {
    return wrong(
      partsOf(`${domain}/${rest}`.toLowerCase()) ? 'repository name must be lowercase' : 'invalid reference format',
    );
  }
  const { repository, path, tag, digest } = parts;
  if (path.length > 255) wrong('repository name must not be more than 255 characters');
  if (digest) checkDigest(digest, wrong);
  return { repository, tag: tag || (digest ? '' : 'latest'), digest };
});

/** What the pattern of a whole reference finds; '' for what the text has not. */
function partsOf(text: string): (ImageReference & { path: string }) | undefined {
  const match = reference.exec(text);
  if (!match) return undefined;
  const [, repository = '', path = '', tag = '', digest = ''] = match;
  const hex = digest.slice(digest.indexOf(':') + 1);
  if (tag.length > longestTag || (digest && hex.length < shortestDigest)) return undefined;
  return { repository, path, tag, digest };
}

/** The registry, Docker Hub where none is named, and what follows it. */
function splitDomain(image: string): [domain: string, rest: string] {
  const slash = image.indexOf('/');
  if (slash < 0) return ['docker.io', `library/${image}`];
  const first = image.slice(0, slash);
  const rest = image.slice(slash + 1);
  let domain = 'docker.io';
  let remainder = image;
  if (first === 'index.docker.io') remainder = rest;
  else if (first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first)
    [domain, remainder] = [first, rest];
  if (domain === 'docker.io' && !remainder.includes('/')) remainder = `library/${remainder}`;
  return [domain, remainder];
}

function checkDigest(digest: string, wrong: (text: string) => never): void {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = entryOf(digestLengths, algorithm);
  if (length === undefined) wrong('unsupported digest algorithm');
  if (hex.length !== length) wrong('invalid checksum digest length');
  if (/[A-F]/.test(hex)) wrong('invalid checksum digest format');
}

/**
 * Reads an image's name, or says in the parser's words why it cannot be read. Without tag and digest the tag is `latest`.
 * pkg/util/parsers/parsers.go, 1.37, and the reference package of github.com/distribution.
 */
export function readImageName(image: string): ImageReference | { error: string } {
  try {
    return parsed(image);
  } catch (error) {
    if (error instanceof ImageNameError) return { error: error.message };
    throw error;
  }
}

/** The image with its tag, where its name says none and has no digest: the tag that it was read with. */
export function tagged(image: string, { tag, digest }: ImageReference): string {
  return !digest && tag && !image.endsWith(`:${tag}`) ? `${image}:${tag}` : image;
}

/** An image's name as others than the kubelet read it; undefined where it can not be read. */
export function imageNameOf(image: string): (ImageReference & { tagged: string }) | undefined {
  const name = readImageName(image);
  return 'error' in name ? undefined : { ...name, tagged: tagged(image, name) };
}
