// What lies around the plots: metro lines in their own colours, stations, and the names of towns and places.

import type { LineString, MultiLineString, Point } from "geojson";
import L from "leaflet";

import type { Item, Items } from "../service/service";
import type { Lang, Style } from "../settings";
import type { Position } from "../state/conditions";
import { el, lineBadge, type Line } from "./elements";
import type { Label, Labels } from "./labels";

export interface Station {
  name: string;
  lines: string[];
  at: Position;
}

export interface Place {
  name: string;
  kind: string;
  at: Position;
}

const latLng = ([lon, lat]: Position) => L.latLng(lat, lon);

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
    const lines = Array.isArray(item.properties["lines"]) ? item.properties["lines"].map(String) : [];
    return { name: named(item.properties, lang), lines, at: positionOf(item) };
  });
}

export function placesOf(items: Items, lang: Lang): Place[] {
  return items.features.map((item) => ({
    name: named(item.properties, lang),
    kind: String(item.properties["kind"] ?? ""),
    at: positionOf(item),
  }));
}

const positionOf = (item: Item) => (item.geometry as Point).coordinates as [number, number];

/** Layers whose labels come and go with them. */
export class Labelled extends L.LayerGroup {
  constructor(
    protected readonly labels: Labels,
    private readonly group: string,
    named: Label[],
    options?: L.LayerOptions,
  ) {
    super([], options);
    this.name(named);
  }

  override onAdd(map: L.Map): this {
    this.labels.show(this.group, true);
    return super.onAdd(map);
  }

  override onRemove(map: L.Map): this {
    this.labels.show(this.group, false);
    return super.onRemove(map);
  }

  protected name(labels: Label[]): void {
    this.labels.setGroup(this.group, labels);
  }
}

/** What is drawn wider the closer the map is. */
abstract class Growing extends Labelled {
  constructor(labels: Labels, group: string, named: Label[], protected readonly style: Style["metro"], options?: L.LayerOptions) {
    super(labels, group, named, options);
  }

  override onAdd(map: L.Map): this {
    map.on("zoomend", this.grow, this);
    super.onAdd(map);
    this.grow();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off("zoomend", this.grow, this);
    return super.onRemove(map);
  }

  protected abstract resize(step: Style["metro"]["steps"][number]): void;

  private grow(): void {
    const zoom = this._map.getZoom();
    this.resize(this.style.steps.filter((one) => zoom >= one.zoom).pop()!);
  }
}

/** The metro lines, with the number of each at its ends. */
export class Metro extends Growing {
  private readonly casings: L.Polyline[];
  private readonly strokes: L.Polyline[];

  constructor(lines: ReadonlyMap<string, Line>, labels: Labels, style: Style["metro"], options?: L.LayerOptions) {
    const all = [...lines.values()];
    super(labels, "lines", all.flatMap((line) => terminals(line, style.fallback)), style, options);
    const common = { pane: "metro", interactive: false, smoothFactor: 0.5, lineJoin: "round" } as const;
    const paths = all.map((line) => line.paths.map((path) => path.map(latLng)));
    this.casings = paths.map((path) => L.polyline(path, { ...common, className: "casing" }));
    this.strokes = paths.map((path, i) => L.polyline(path, { ...common, color: all[i]!.colour, opacity: 1 }));
    for (const layer of [...this.casings, ...this.strokes]) this.addLayer(layer);
  }

  protected override resize({ line }: Style["metro"]["steps"][number]): void {
    for (const casing of this.casings) casing.setStyle({ weight: line + this.style.casing });
    for (const stroke of this.strokes) stroke.setStyle({ weight: line });
  }
}

/** The stations; ordinary ones come once there is room for them. */
export class Stations extends Growing {
  private readonly dots: { dot: L.CircleMarker; several: boolean }[];

  constructor(
    stations: readonly Station[],
    private readonly lines: ReadonlyMap<string, Line>,
    labels: Labels,
    style: Style["metro"],
  ) {
    super(labels, "stations", stations.map(stationLabel), style);
    this.dots = stations.map((station) => this.dot(station));
  }

  protected override resize({ station, interchange }: Style["metro"]["steps"][number]): void {
    for (const { dot, several } of this.dots) {
      const radius = several ? interchange : station;
      dot.setRadius(radius).setStyle({ weight: Math.max(1.2, radius * 0.5) });
      if (radius > 0) this.addLayer(dot);
      else this.removeLayer(dot);
    }
  }

  private dot(station: Station): { dot: L.CircleMarker; several: boolean } {
    const several = station.lines.length > 1;
    const line = this.lines.get(station.lines[0] ?? "");
    const look = { pane: "stations", className: several ? "interchange" : "station" };
    const dot = L.circleMarker(latLng(station.at), several || !line ? look : { ...look, color: line.colour });
    dot.bindTooltip(() => {
      const badges = station.lines.map((key) => lineBadge(key, this.lines.get(key), this.style.fallback));
      return el("div", { class: "tip" }, el("b", {}, station.name), el("span", {}, ...badges));
    });
    // what a tip says stands on the map or in its lists; some hundred stops at the keyboard would help nobody
    dot.on("add", () => dot.getElement()?.setAttribute("tabindex", "-1"));
    return { dot, several };
  }
}

/** The names of towns and places. */
export class PlaceNames extends Labelled {
  constructor(places: readonly Place[], labels: Labels) {
    super(labels, "places", places.map(({ name, kind, at }) => ({ kind: kind === "town" ? "town" : "place", text: name, at: latLng(at) })));
  }
}

// A line's number, at each of its ends once.
function terminals(line: Line, fallback: string): Label[] {
  const ends = new Map(line.paths.flatMap((path) => [path[0]!, path[path.length - 1]!]).map((end) => [end.join(), end]));
  return [...ends.values()].map((end) => ({ kind: "line", at: latLng(end), reach: [5, 5], nodes: () => [lineBadge(line.key, line, fallback)] }));
}

function stationLabel(station: Station): Label {
  return { kind: station.lines.length > 1 ? "interchange" : "station", text: station.name, at: latLng(station.at), reach: [5, 5] };
}
