// The overview map: draws a page's data on the map that the page has made.

import "./overview.css";

import L from "leaflet";

import type { Line } from "../map/elements";
import { Labels } from "../map/labels";
import { makePanes } from "../map/panes";
import { Metro, PlaceNames, Stations } from "../map/reference";
import { Links, Rings } from "./around";
import { buttons, caption, isNarrow, layerControl, legend, place } from "./controls";
import { word, type OverviewData } from "./data";
import { Measure } from "./measure";
import { Plots } from "./plots";
import { Search } from "./search";

const FIT_ZOOM = 16;

const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
L.Map.mergeOptions({ zoomAnimation: !isCalm, fadeAnimation: !isCalm, markerZoomAnimation: !isCalm, inertia: !isCalm });

/** What the page shows, for whoever drives it. */
export let view: { map: L.Map; plots: Plots } | undefined;

function fitter(map: L.Map, { bounds }: OverviewData, head: HTMLElement): () => void {
  return () => {
    if (!bounds.length) return;
    const padding: L.FitBoundsOptions = isNarrow()
      ? { paddingTopLeft: [12, head.offsetHeight + 20], paddingBottomRight: [12, 56] }
      : { paddingTopLeft: [24, 24], paddingBottomRight: [64, 32] };
    map.fitBounds(bounds, { ...padding, maxZoom: FIT_ZOOM, animate: false });
  };
}

function closeOnEscape(map: L.Map, measure: Measure): void {
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (measure.isOn) measure.toggle(false);
    else map.closePopup();
  });
}

function overlays(data: OverviewData, plots: Plots, lines: ReadonlyMap<string, Line>, labels: Labels): Record<string, L.Layer> {
  const { style } = data;
  const attribution = data.stations.length ? word(data, "sources_of_metro") : "";
  return {
    metro: new Metro(lines, labels, style.metro, { attribution }),
    stations: new Stations(data.stations, lines, labels, style.metro),
    places: new PlaceNames(data.places, labels),
    rings: new Rings(plots, style),
    links: new Links(plots, labels, style),
  };
}

export function overview(map: L.Map, data: OverviewData): void {
  map.getContainer().setAttribute("aria-label", `${word(data, "map")}. ${word(data, "map_help")}`);
  makePanes(map);
  const lines = new Map(data.lines.map((one): [string, Line] => [one.line, { ...one, key: one.line }]));
  const labels = new Labels(data.style.labelZooms);
  const room = () => (isNarrow() ? { left: 10, top: head.offsetHeight + 22 } : { left: head.offsetWidth + 24, top: 16 });
  const plots = new Plots(data, lines, labels, room);
  const measure = new Measure(map, data);
  const head = caption(data, new Search(map, data, plots).node);
  const fit = fitter(map, data, head);

  place(map, "topleft", head);
  L.control.attribution({ prefix: '<a href="https://leafletjs.com">Leaflet</a>' }).addTo(map);
  fit();
  const layers = overlays(data, plots, lines, labels);
  for (const layer of [labels, ...Object.values(layers), plots]) layer.addTo(map);
  layerControl(map, data, layers);
  for (const bar of buttons(map, data, measure, fit)) place(map, "topright", bar);
  place(map, "bottomleft", legend(data, plots));
  L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
  place(map, "topleft", measure.panel);
  closeOnEscape(map, measure);
  map.getContainer().dataset["drawn"] = String(plots.plots.length);
  view = { map, plots };
}
