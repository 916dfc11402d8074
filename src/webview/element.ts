type Child = Node | string | undefined | false;

/**
 * A new element with attributes and children. Text becomes text nodes: nothing that comes from a
 * manifest or a cluster is ever read as HTML.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** The same for SVG. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number> = {},
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

/** A button with an icon of VS Code's icon font; `label` is its name and its tool tip. */
export function iconButton(icon: string, label: string, action: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': label },
    element('span', { class: `icon icon-${icon}`, 'aria-hidden': 'true' }),
  );
  button.addEventListener('click', action);
  return button;
}

/** A button that reads as a link in a sentence. */
export function textButton(label: string, action: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'link' }, label);
  button.addEventListener('click', action);
  return button;
}
