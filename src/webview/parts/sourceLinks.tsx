import { OutsideLink } from './outsideLink';
import type { NarrationLink } from '../../core/narration/narration';

/** Where to read on: the documentation, and the function in Kubernetes' sources. */
export function SourceLinks({ links }: { links: readonly NarrationLink[] }) {
  if (links.length === 0) return null;
  return (
    <ul class="read-on" aria-label="Read on">
      {links.map(({ title, address }) => (
        <li key={address + title}>
          <OutsideLink title={title} address={address} />
        </li>
      ))}
    </ul>
  );
}
