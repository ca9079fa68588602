// Elements of the map. Text from records enters them here alone, and only ever as text.

type Child = Node | string;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Whether dark text is read better than white on a colour of the form #rrggbb. */
export function isLight(colour: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  return 0.299 * red + 0.587 * green + 0.114 * blue > 150;
}

export interface Line {
  key: string;
  name: string;
  colour: string;
  paths: [number, number][][];
}

/** What stands on a line's badge: its number, or its name where it has none. */
export function badgeText(key: string, line: Line | undefined): string {
  return /^\d+$/.test(key) || !line ? key : line.name;
}

export function lineBadge(key: string, line: Line | undefined, fallback: string): HTMLElement {
  const colour = line?.colour ?? fallback;
  const badge = el("span", { class: "badge" }, badgeText(key, line));
  badge.style.background = colour;
  badge.style.color = isLight(colour) ? "#1b1f24" : "#fff";
  return badge;
}
