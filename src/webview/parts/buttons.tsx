import type { ComponentChildren } from 'preact';

/** An icon of VS Code's icon font; what it means is said beside it. */
export function Icon({ name }: { name: string }) {
  return <span class={`icon icon-${name}`} aria-hidden="true" />;
}

interface IconButtonProps {
  icon: string;
  /** Its name, and its tool tip. */
  label: string;
  onClick: () => void;
  class?: string;
  hidden?: boolean;
  /** Whether the menu that it opens is open. */
  expanded?: boolean;
}

/** A button with an icon. */
export function IconButton({ icon, label, onClick, class: more, hidden, expanded }: IconButtonProps) {
  const className = more === undefined ? 'icon-button' : `icon-button ${more}`;
  return (
    <button
      class={className}
      title={label}
      aria-label={label}
      aria-haspopup={expanded === undefined ? undefined : 'menu'}
      aria-expanded={expanded}
      onClick={onClick}
      hidden={hidden}
    >
      <Icon name={icon} />
    </button>
  );
}

interface TextButtonProps {
  onClick: () => void;
  title?: string;
  children: ComponentChildren;
}

/** A button that reads as a link in a sentence. */
export function TextButton({ onClick, title, children }: TextButtonProps) {
  return (
    <button class="link" title={title} onClick={onClick}>
      {children}
    </button>
  );
}
