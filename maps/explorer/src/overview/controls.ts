// What stands around the map: the caption with the search field, buttons, layers, scale and legend.

import L from "leaflet";

import { colouring } from "../map/colours";
import { el, icon } from "../map/elements";
import { BasemapLayer } from "../map/ground";
import type { IconName } from "../map/icons";
import { fill } from "../words";
import { word, type OverviewData } from "./data";
import type { Measure } from "./measure";
import type { Plots } from "./plots";

const NARROW_PX = 640;

export const isNarrow = (): boolean => innerWidth < NARROW_PX;

/** Put an element of our own into a corner of the map; clicks and wheel turns on it are not the map's. */
export function place(map: L.Map, position: L.ControlPosition, node: HTMLElement): void {
  const control = new L.Control({ position });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return node;
  };
  control.addTo(map);
}

export function caption(data: OverviewData, search: HTMLElement): HTMLElement {
  const { count, matched } = data;
  const numbers = { matched: matched.toLocaleString("en"), n: count.toLocaleString("en") };
  const key = count ? (count === 1 ? "one_plot" : "plots") : "no_plots";
  return el("div", { class: "card caption" },
    el("h1", {}, data.question || word(data, "title")),
    el("p", { class: "count" }, fill(word(data, key), numbers)),
    matched > count && el("p", { class: "truncated" }, fill(word(data, "truncated"), numbers)),
    search);
}

function button(name: IconName, title: string, act: () => void): HTMLButtonElement {
  const node = el("button", { type: "button", title, "aria-label": title }, icon(name));
  node.addEventListener("click", act);
  return node;
}

function rename(node: HTMLElement, title: string): void {
  for (const attribute of ["title", "aria-label"]) node.setAttribute(attribute, title);
}

function fullScreen(data: OverviewData): HTMLElement {
  const toggle = () => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const node = button("screen", word(data, "full_screen"), toggle);
  document.addEventListener("fullscreenchange", () =>
    rename(node, word(data, document.fullscreenElement ? "full_screen_exit" : "full_screen")));
  return node;
}

export function buttons(map: L.Map, data: OverviewData, measure: Measure, fit: () => void): HTMLElement[] {
  const ruler = button("measure", word(data, "measure"), () => measure.toggle(!measure.isOn));
  const press = () => ruler.setAttribute("aria-pressed", String(measure.isOn));
  press();
  map.on("measurestart measureend", press);
  return [
    el("div", { class: "bar" },
      button("plus", word(data, "zoom_in"), () => map.zoomIn()),
      button("minus", word(data, "zoom_out"), () => map.zoomOut())),
    el("div", { class: "bar" },
      button("all", word(data, "all"), fit),
      document.fullscreenEnabled && fullScreen(data),
      ruler),
  ];
}

/** Let the reader choose the base map, the first of them shown at first, and the layers over it. */
export function layerControl(map: L.Map, data: OverviewData, overlays: Record<string, L.Layer>): void {
  const bases = data.basemaps.map((basemap): [string, L.Layer] => [basemap.title, new BasemapLayer(basemap)]);
  bases[0]![1].addTo(map);
  const named = Object.entries(overlays).map(([name, layer]) => [word(data, `layer_${name}`), layer]);
  const control = L.control.layers(Object.fromEntries(bases), Object.fromEntries(named), { position: "topright" }).addTo(map);
  rename(control.getContainer()!.querySelector<HTMLElement>(".leaflet-control-layers-toggle")!, word(data, "layers"));
}

function sample(kind: string, text: string, colour?: string): HTMLElement {
  const mark = el("i", { class: `sample sample-${kind}`, "aria-hidden": "true" });
  if (colour) mark.style.setProperty("--colour", colour);
  return el("li", {}, mark, text);
}

function statusSamples(data: OverviewData, { plots }: Plots): HTMLElement[] {
  const { swatches, unstated } = colouring("status", data.style);
  const present = new Set(plots.map(({ status }) => status ?? ""));
  const known = swatches.filter(({ value }) => present.has(value!));
  const samples = known.map(({ value, colour }) => sample("plot", data.statuses[value!]!, colour));
  const isOdd = [...present].some((status) => !(status in data.statuses));
  return isOdd ? [...samples, sample("plot", word(data, "legend_unstated"), unstated)] : samples;
}

function linkSamples(data: OverviewData, { plots }: Plots): HTMLElement[] {
  const matches = new Set(plots.flatMap(({ nearest }) => (nearest ? [nearest.match || "link"] : [])));
  const kinds = (["certain", "possible", "link"] as const).filter((match) => matches.has(match));
  return kinds.map((match) => sample(match === "possible" ? "possible" : "link", word(data, `legend_${match}`)));
}

export function legend(data: OverviewData, plots: Plots): HTMLElement {
  const one = (kind: string) => sample(kind, word(data, `legend_${kind}`));
  const marks = [
    ...(plots.plots.length ? [one("dot")] : []),
    ...(plots.plots.some((plot) => plot.ring) ? [one("ring")] : []),
    ...linkSamples(data, plots),
    ...(data.stations.length ? [one("station"), one("interchange")] : []),
  ];
  return el("details", { class: "card legend", open: !isNarrow() },
    el("summary", {}, word(data, "legend")),
    el("ul", {}, ...statusSamples(data, plots)),
    el("ul", {}, ...marks));
}
