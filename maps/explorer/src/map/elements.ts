// Elements of the map. Text from records enters them here alone, and only ever as text.

import { apart } from "./codes";
import { PATHS, type IconName } from "./icons";

type Value = string | boolean | undefined;
type Child = Node | string | false | undefined;

/** Make an element; what is false or undefined is left out, strings become text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child): child is Node | string => child !== undefined && child !== false && child !== ""));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A name whose codes, such as JDS3-0101, are not broken at their hyphens. */
export function unbroken(text: string): Child[] {
  return apart(text).map(({ part, isCode }) => (isCode ? el("span", { class: "code" }, part) : part));
}

/** How bright a colour of the form #rrggbb is (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is read better on a colour: never with less contrast than 4.5 to 1. */
export function inkOn(colour: string): string {
  const light = luminance(colour);
  return (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? "#000" : "#fff";
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
  const badge = el("span", { class: "badge", title: line?.name }, badgeText(key, line));
  badge.style.background = colour;
  badge.style.color = inkOn(colour);
  return badge;
}
