import type { Image, ImageStatusRequest, ImageStatusResponse } from '../../cri/types';
import { remembering } from '../../remembering';
import type { ContainerRuntime } from '../../scenario/runtimes/containerRuntime';
import type { ImagePlan } from '../../scenario/scenario';
import { entryOf } from '../../entryOf';

/** The images on the node, and what a registry would give. */
export class SimulatedImages {
  readonly #images = new Map<string, Image>();

  constructor(
    readonly plans: Readonly<Record<string, ImagePlan>>,
    /** Bytes of an image. */
    readonly sizeOf: (reference: string) => number,
    /** As which it describes them. */
    readonly runtime: Pick<ContainerRuntime, 'imageId' | 'imageSpec' | 'rootByDefault'>,
  ) {}

  /** What ImageStatus answers; an image that the plan has on the node is there. */
  status({ image: spec }: ImageStatusRequest): ImageStatusResponse {
    const asked = spec?.image ?? '';
    const found = this.#find(asked) ?? (entryOf(this.plans, asked)?.present ? this.add(asked) : undefined);
    return found ? { image: { ...found, ...(spec && this.runtime.imageSpec === 'asked' && { spec }) } } : {};
  }

  /** Puts an image on the node, and returns it. */
  add(asked: string): Image {
    const full = fullReference(asked);
    const digest = digestOf(full);
    const repository = full.replace(/@.*/s, '').replace(/:[^/:]*$/, '');
    const plan = entryOf(this.plans, asked);
    const image: Image = {
      id: this.runtime.imageId(digest),
      repo_tags: [full],
      repo_digests: [`${repository}@sha256:${digest}`],
      size: String(this.sizeOf(asked)),
      ...(plan === undefined && this.runtime.rootByDefault
        ? { uid: {} }
        : {
            ...(plan?.uid !== undefined && { uid: plan.uid === 0 ? {} : { value: String(plan.uid) } }),
            ...(plan?.username && { username: plan.username }),
          }),
    };
    this.#images.set(full, image);
    return image;
  }

  #find(reference: string): Image | undefined {
    const direct = this.#images.get(fullReference(reference));
    if (direct) return direct;
    for (const image of this.#images.values()) {
      if (image.id === reference || image.repo_tags?.includes(reference)) return image;
    }
    return undefined;
  }
}

/** A reference spelled in full, as containerd does: nginx is docker.io/library/nginx:latest. */
export function fullReference(reference: string): string {
  if (reference.startsWith('sha256:')) return reference;
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  let full = reference;
  if (slash < 0) full = `docker.io/library/${reference}`;
  else if (!/[.:]/.test(first) && first !== 'localhost') full = `docker.io/${reference}`;
  if (!full.includes('@') && full.lastIndexOf(':') < full.lastIndexOf('/')) full += ':latest';
  return full;
}

/** 64 hexadecimal digits that stand for a digest: the same text has the same ones. */
const digestOf = remembering((text) => {
  let digest = '';
  for (let block = 0; block < 8; block++) {
    let hash = 0x811c9dc5 ^ block;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    digest += (hash ^ (hash >>> 13)).toString(16).replace('-', '').padStart(8, '0').slice(-8);
  }
  return digest;
});
