import { imageNameOf } from '../componentHelpers/imageName';

/** What an image's name says by itself. */
export interface ImageNaming {
  namedBy: 'digest' | 'latest' | 'tag';
  /** With `:latest` where that is meant. */
  tagged: string;
  /** The host; '' of a name that cannot be read. */
  registry: string;
}

/** What an image's name says; of one that cannot be read, as of a tag. */
export function imageNaming(image: string): ImageNaming {
  const name = imageNameOf(image);
  const namedBy = name?.digest ? 'digest' : name?.tag === 'latest' ? 'latest' : 'tag';
  const [registry = ''] = (name?.repository ?? '').split('/');
  return { namedBy, tagged: name?.tagged ?? image, registry };
}
