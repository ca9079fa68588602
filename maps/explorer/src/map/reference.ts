// What lies around the plots: metro lines in their own colours, stations, and the names of towns and places.

import type { LineString, MultiLineString, Point } from "geojson";
import L from "leaflet";

import type { Items } from "../service/service";
import type { Lang, Style } from "../settings";
import { el, lineBadge, type Line } from "./elements";
import type { Label, Labels } from "./labels";

export interface Station {
  name: string;
  lines: string[];
  at: L.LatLng;
}

const latLngs = (path: [number, number][]) => path.map(([lon, lat]) => L.latLng(lat, lon));

function named(properties: Record<string, unknown>, lang: Lang): string {
  const [name, english] = [properties["name"], properties["name_en"]].map((one) => (typeof one === "string" ? one : ""));
  return (lang === "en" && english) || name || english || "";
}

export function linesOf(items: Items, lang: Lang, fallback: string): Map<string, Line> {
  const lines = items.features.map((item): Line => {
    const { type, coordinates } = item.geometry as LineString | MultiLineString;
    const { line, colour } = item.properties;
    return {
      key: String(line ?? item.id),
      name: named(item.properties, lang),
      colour: typeof colour === "string" && /^#[0-9a-f]{6}$/i.test(colour) ? colour : fallback,
      paths: (type === "LineString" ? [coordinates] : coordinates) as [number, number][][],
    };
  });
  return new Map(lines.map((line) => [line.key, line]));
}

export function stationsOf(items: Items, lang: Lang): Station[] {
  return items.features.map((item) => {
    const [lon, lat] = (item.geometry as Point).coordinates as [number, number];
    const lines = Array.isArray(item.properties["lines"]) ? item.properties["lines"].map(String) : [];
    return { name: named(item.properties, lang), lines, at: L.latLng(lat, lon) };
  });
}

/** The metro: its lines, its stations, and the labels of both. */
export class Metro extends L.LayerGroup {
  private readonly casings: L.Polyline[];
  private readonly strokes: L.Polyline[];
  private readonly dots: { dot: L.CircleMarker; several: boolean }[];

  constructor(
    private readonly lines: ReadonlyMap<string, Line>,
    stations: Station[],
    labels: Labels,
    private readonly style: Style["metro"],
  ) {
    super();
    const common = { pane: "metro", interactive: false, smoothFactor: 0.5, lineJoin: "round" } as const;
    const all = [...lines.values()];
    this.casings = all.map((line) => L.polyline(line.paths.map(latLngs), { ...common, className: "casing" }));
    this.strokes = all.map((line) => L.polyline(line.paths.map(latLngs), { ...common, color: line.colour, opacity: 1 }));
    this.dots = stations.map((station) => this.dot(station));
    labels.setGroup("lines", all.flatMap((line) => this.terminals(line)));
    labels.setGroup("stations", stations.map(stationLabel));
  }

  override onAdd(map: L.Map): this {
    for (const layer of [...this.casings, ...this.strokes]) layer.addTo(map);
    map.on("zoomend", () => this.resize(map));
    this.resize(map);
    return this;
  }

  private resize(map: L.Map): void {
    const steps = this.style.steps.filter((one) => map.getZoom() >= one.zoom);
    const step = steps[steps.length - 1]!;
    for (const casing of this.casings) casing.setStyle({ weight: step.line + this.style.casing });
    for (const stroke of this.strokes) stroke.setStyle({ weight: step.line });
    for (const { dot, several } of this.dots) {
      const radius = several ? step.interchange : step.station;
      dot.setRadius(radius).setStyle({ weight: Math.max(1.2, radius * 0.5) });
      if (radius > 0) dot.addTo(map);
      else dot.remove();
    }
  }

  private dot(station: Station): { dot: L.CircleMarker; several: boolean } {
    const several = station.lines.length > 1;
    const line = this.lines.get(station.lines[0] ?? "");
    const look = { pane: "stations", className: several ? "interchange" : "station" };
    const dot = L.circleMarker(station.at, several || !line ? look : { ...look, color: line.colour });
    dot.bindTooltip(() => {
      const badges = station.lines.map((key) => lineBadge(key, this.lines.get(key), this.style.fallback));
      return el("div", { class: "tip" }, el("b", {}, station.name), el("span", {}, ...badges));
    });
    return { dot, several };
  }

  // A line's number, at each of its ends once.
  private terminals(line: Line): Label[] {
    const ends = new Map(line.paths.flatMap((path) => [path[0]!, path[path.length - 1]!]).map((end) => [end.join(), end]));
    return [...ends.values()].map(([lon, lat]) => ({
      kind: "line",
      at: L.latLng(lat, lon),
      reach: [5, 5],
      nodes: () => [lineBadge(line.key, line, this.style.fallback)],
    }));
  }
}

function stationLabel(station: Station): Label {
  return { kind: station.lines.length > 1 ? "interchange" : "station", text: station.name, at: station.at, reach: [5, 5] };
}

export function placeLabels(items: Items, lang: Lang): Label[] {
  return items.features.map((item) => {
    const [lon, lat] = (item.geometry as Point).coordinates as [number, number];
    const kind = item.properties["kind"] === "town" ? "town" : "place";
    return { kind, text: named(item.properties, lang), at: L.latLng(lat, lon) };
  });
}
