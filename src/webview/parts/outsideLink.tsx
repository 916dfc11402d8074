interface OutsideLinkProps {
  title: string;
  /** One of our own tables' addresses, never a text of others. */
  address: string;
}

/** A link that leads out of the page: VS Code takes the click, asks where it does not trust the address, and opens it in the browser. */
export function OutsideLink({ title, address }: OutsideLinkProps) {
  return (
    <a href={address} title={address} rel="noreferrer">
      {title}
    </a>
  );
}
