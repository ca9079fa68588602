// How a plot is drawn, and how the keyboard reaches it.

import type { CircleMarkerOptions } from "leaflet";

import type { Style } from "../settings";

/** The look of the ring that a plot surely lies in; that of the open plot stands out. */
export function ringLook({ weight, dash, opacity, fillOpacity }: Style["ring"], isStrong: boolean): CircleMarkerOptions {
  const strong = { weight: weight + 1, opacity: 1, fillOpacity: fillOpacity * 2 };
  return { dashArray: dash, ...(isStrong ? strong : { weight, opacity, fillOpacity }) };
}

/** Let a shape be tabbed to, and opened by Enter or the space bar. */
export function makeReachable(node: Element, name: string, open: () => void): void {
  for (const [key, value] of Object.entries({ tabindex: "0", role: "button", "aria-label": name })) node.setAttribute(key, value);
  node.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    open();
  });
}
