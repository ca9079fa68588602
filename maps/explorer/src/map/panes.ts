import type { Map } from "leaflet";

/** From the ground up: the grid lies under tiles, and names over everything but tooltips and pop-ups. */
const PANES = { grid: 190, metro: 410, stations: 415, rings: 420, links: 425, plots: 430, drawing: 440, labels: 640 } as const;

export function makePanes(map: Map): void {
  for (const [name, height] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(height);
  map.getPane("labels")!.style.pointerEvents = "none";
}
