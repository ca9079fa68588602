// Few enough plots to be elements of their own: outlines, dots where an outline is too small to see, and about each
// the ring that it surely lies in.

import type { Geometry } from "geojson";
import L from "leaflet";

import type { Item } from "../service/service";
import type { Style } from "../settings";
import type { Position } from "../state/conditions";
import { metresPerDegree } from "./geodesy";
import type { Label, Labels } from "./labels";
import { makeReachable, ringLook } from "./looks";
import { pixels } from "./scale";

export interface Spot {
  at: L.LatLng;
  /** Of the circle that holds the plot. */
  radius_m: number;
}

export function positions(geometry: Geometry | null): Position[] {
  if (!geometry) return [];
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(positions);
  const flat = (nested: unknown): Position[] =>
    typeof (nested as unknown[])[0] === "number" ? [nested as unknown as Position] : (nested as unknown[]).flatMap(flat);
  return geometry.coordinates.length ? flat(geometry.coordinates) : [];
}

/** Where a geometry lies: the middle of its bounds, and the radius about it that holds it; null where it has no place. */
export function spotOf(geometry: Geometry | null): Spot | null {
  const all = positions(geometry);
  if (!all.length) return null;
  const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)];
  const lon = (Math.min(...lons) + Math.max(...lons)) / 2;
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const [east, north] = metresPerDegree(lat);
  const radius_m = Math.max(...all.map(([x, y]) => Math.hypot((x - lon) * east, (y - lat) * north)));
  return { at: L.latLng(lat, lon), radius_m };
}

/** The box of the world that items surely lie in, wherever they are in their rings: west, south, east, north; null where none of them has a place. */
export function boxOf(items: readonly Item[], style: Style): [number, number, number, number] | null {
  const spots = items.flatMap((item) => {
    const spot = spotOf(item.geometry);
    return spot ? [spot.at.toBounds(2 * Math.max(ringOf(item, spot, style), spot.radius_m))] : [];
  });
  if (!spots.length) return null;
  const all = spots.reduce((whole, one) => whole.extend(one));
  return [all.getWest(), all.getSouth(), all.getEast(), all.getNorth()];
}

/** The radius of the circle that a plot surely lies in; 0 where its outline says as much. */
export function ringOf(item: Item, spot: Spot, { ring }: Style): number {
  const uncertainty = Number(item.properties["location_uncertainty_m"] ?? 0);
  return uncertainty < spot.radius_m * ring.shareMin ? 0 : spot.radius_m + uncertainty;
}

/** Half the width and height of an outline, in pixels of the map. */
function halfSize(outline: L.Polygon, map: L.Map): [number, number] {
  const bounds = outline.getBounds();
  const [low, high] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.latLngToLayerPoint(corner)) as [L.Point, L.Point];
  return [(high.x - low.x) / 2, (low.y - high.y) / 2];
}

interface Drawn {
  item: Item;
  spot: Spot;
  shape: L.Path;
  isDot: boolean;
  ring: L.Circle | null;
}

export interface Behaviour {
  nameOf(item: Item): string;
  colourOf(item: Item): string;
  tipOf(item: Item): HTMLElement;
  onOpen(id: string): void;
  onHover(id: string | null): void;
}

export class Plots extends L.LayerGroup {
  private drawn = new Map<string, Drawn>();
  private emphasised: string | null = null;
  private opened: string | null = null;
  private map: L.Map | null = null;

  constructor(
    private readonly labels: Labels,
    private readonly style: Style,
    private readonly behaviour: Behaviour,
  ) {
    super();
  }

  override onAdd(map: L.Map): this {
    this.map = map;
    map.on("zoomend", () => this.redraw());
    return super.onAdd(map);
  }

  /** Show these plots and no others. */
  show(items: readonly Item[]): void {
    this.clearLayers();
    this.drawn = new Map();
    for (const item of items) {
      const spot = spotOf(item.geometry);
      if (spot) this.draw(item, spot);
    }
    this.labels.setGroup("plots", [...this.drawn.values()].map((one) => this.label(one)));
    this.restyle();
  }

  /** Make the plot under the pointer and the one that is open stand out. */
  emphasise(hovered: string | null, opened: string | null): void {
    if (hovered !== this.emphasised) {
      this.drawn.get(this.emphasised ?? "")?.shape.closeTooltip();
      this.drawn.get(hovered ?? "")?.shape.openTooltip();
    }
    [this.emphasised, this.opened] = [hovered, opened];
    this.restyle();
  }

  spot(id: string): Spot | null {
    return this.drawn.get(id)?.spot ?? null;
  }

  private redraw(): void {
    this.show([...this.drawn.values()].map((one) => one.item));
  }

  private draw(item: Item, spot: Spot): void {
    const isDot = !this.map || pixels(spot.radius_m * 2, spot.at.lat, this.map.getZoom()) < this.style.plot.dotBelowPx;
    const colour = this.behaviour.colourOf(item);
    const look = { pane: "plots", className: "plot", color: colour, fillColor: colour };
    const shape: L.Path = isDot
      ? L.circleMarker(spot.at, { ...look, radius: this.style.plot.dotRadius })
      : L.geoJSON(item, { style: look, ...look }).getLayers()[0] as L.Path;
    const radius = ringOf(item, spot, this.style);
    const ring = radius ? L.circle(spot.at, { pane: "rings", className: "ring", color: colour, radius, interactive: false }) : null;
    const drawn: Drawn = { item, spot, shape, isDot, ring };
    if (ring) this.addLayer(ring);
    this.addLayer(shape);
    this.listen(drawn);
    this.drawn.set(item.id, drawn);
  }

  private listen({ item, shape }: Drawn): void {
    const { onOpen, onHover, nameOf, tipOf } = this.behaviour;
    shape.on({ click: () => onOpen(item.id), mouseover: () => onHover(item.id), mouseout: () => onHover(null) });
    shape.bindTooltip(() => tipOf(item), { direction: "top", offset: [0, -6] });
    const node = shape.getElement();
    if (!node) return;
    makeReachable(node, nameOf(item), () => onOpen(item.id));
    node.setAttribute("data-plot", item.id);
    node.addEventListener("focus", () => onHover(item.id));
    node.addEventListener("blur", () => onHover(null));
  }

  private restyle(): void {
    const { plot, ring: look } = this.style;
    for (const [id, { shape, ring, isDot }] of this.drawn) {
      const strong = id === this.emphasised || id === this.opened;
      shape.setStyle({ weight: strong ? plot.selectedWeight : plot.weight, fillOpacity: strong || isDot ? 0.85 : plot.fillOpacity, opacity: 1 });
      ring?.setStyle(ringLook(look, strong));
      if (strong && shape.getElement() !== document.activeElement) shape.bringToFront(); // moved, it would lose the focus
    }
  }

  private label({ item, spot, shape, ring, isDot }: Drawn): Label {
    const zoom = this.map?.getZoom() ?? 0;
    const { dotRadius } = this.style.plot;
    return {
      kind: "plot",
      text: this.behaviour.nameOf(item),
      at: spot.at,
      reach: isDot || !this.map ? [dotRadius, dotRadius] : halfSize(shape as L.Polygon, this.map),
      ...(ring && { ring: pixels(ring.getRadius(), spot.at.lat, zoom) }),
    };
  }
}
