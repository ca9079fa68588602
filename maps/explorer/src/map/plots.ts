// Few enough plots to be elements of their own: outlines, dots where an outline is too small to see, and about each
// the ring that it surely lies in.

import type { Geometry } from "geojson";
import L from "leaflet";

import type { Item } from "../service/service";
import type { Position } from "../state/conditions";
import { metresPerDegree } from "./geodesy";
import type { Label, Labels } from "./labels";

const EQUATOR_M_PER_PX = 40075016.686 / 256;
const DOT_BELOW_PX = 16;
const DOT_RADIUS = 7;

/** A ring thinner than this share of the plot itself would say no more than the outline. */
const RING_SHARE_MIN = 0.1;

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
export function boxOf(items: readonly Item[]): [number, number, number, number] | null {
  const spots = items.flatMap((item) => {
    const spot = spotOf(item.geometry);
    return spot ? [spot.at.toBounds(2 * Math.max(ringOf(item, spot), spot.radius_m))] : [];
  });
  if (!spots.length) return null;
  const all = spots.reduce((whole, one) => whole.extend(one));
  return [all.getWest(), all.getSouth(), all.getEast(), all.getNorth()];
}

/** The radius of the circle that a plot surely lies in; 0 where its outline says as much. */
export function ringOf(item: Item, spot: Spot): number {
  const uncertainty = Number(item.properties["location_uncertainty_m"] ?? 0);
  return uncertainty < spot.radius_m * RING_SHARE_MIN ? 0 : spot.radius_m + uncertainty;
}

export function pixels(metres: number, lat: number, zoom: number): number {
  return (metres * 2 ** zoom) / (EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180));
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
    const isDot = !this.map || pixels(spot.radius_m * 2, spot.at.lat, this.map.getZoom()) < DOT_BELOW_PX;
    const colour = this.behaviour.colourOf(item);
    const look = { pane: "plots", className: "plot", color: colour, fillColor: colour };
    const shape: L.Path = isDot
      ? L.circleMarker(spot.at, { ...look, radius: DOT_RADIUS })
      : L.geoJSON(item, { style: look, ...look }).getLayers()[0] as L.Path;
    const radius = ringOf(item, spot);
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
    for (const [name, value] of Object.entries({ tabindex: "0", role: "button", "aria-label": nameOf(item), "data-plot": item.id })) {
      node.setAttribute(name, value);
    }
    node.addEventListener("keydown", (event) => {
      const key = (event as KeyboardEvent).key;
      if (key !== "Enter" && key !== " ") return;
      event.preventDefault();
      onOpen(item.id);
    });
    node.addEventListener("focus", () => onHover(item.id));
    node.addEventListener("blur", () => onHover(null));
  }

  private restyle(): void {
    for (const [id, { shape, ring, isDot }] of this.drawn) {
      const strong = id === this.emphasised || id === this.opened;
      shape.setStyle({ weight: strong ? 4 : 2, fillOpacity: strong || isDot ? 0.85 : 0.45, opacity: 1 });
      ring?.setStyle({ weight: strong ? 2.5 : 1.5, opacity: strong ? 1 : 0.75, fillOpacity: strong ? 0.1 : 0.05, dashArray: "5 5" });
      if (strong && shape.getElement() !== document.activeElement) shape.bringToFront(); // moved, it would lose the focus
    }
  }

  private label({ item, spot, shape, ring, isDot }: Drawn): Label {
    const zoom = this.map?.getZoom() ?? 0;
    return {
      kind: "plot",
      text: this.behaviour.nameOf(item),
      at: spot.at,
      reach: isDot || !this.map ? [DOT_RADIUS, DOT_RADIUS] : halfSize(shape as L.Polygon, this.map),
      ...(ring && { ring: pixels(ring.getRadius(), spot.at.lat, zoom) }),
    };
  }
}
