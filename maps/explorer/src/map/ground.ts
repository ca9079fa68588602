// What lies under everything: the tiles of a base map, or faint lines of longitude and latitude where there are none.

import L from "leaflet";

import type { Basemap } from "../settings";
import { useSystem } from "./datum";

const STEPS_DEG = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const LEAST_PX = 120;

function between(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
}

export class Graticule extends L.LayerGroup {
  private map: L.Map | null = null;

  override onAdd(map: L.Map): this {
    super.onAdd(map);
    this.map = map;
    map.on("moveend", this.draw, this);
    this.draw();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off("moveend", this.draw, this);
    this.map = null;
    return super.onRemove(map);
  }

  private draw(): void {
    if (!this.map) return;
    const bounds = this.map.getBounds().pad(0.4);
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const degrees = 360 / (256 * 2 ** this.map.getZoom());
    const step = STEPS_DEG.find((one) => one >= LEAST_PX * degrees) ?? 30;
    const meridians = between(west, east, step).map((lon): L.LatLngTuple[] => [[south, lon], [north, lon]]);
    const parallels = between(south, north, step).map((lat): L.LatLngTuple[] => [[lat, west], [lat, east]]);
    this.clearLayers();
    this.addLayer(L.polyline([...meridians, ...parallels], { pane: "grid", interactive: false, className: "grid" }));
  }
}

/** A base map: its tiles, asked for only once it is shown, and its datum for all that lies on it. */
export class BasemapLayer extends L.LayerGroup {
  constructor(
    private readonly basemap: Basemap,
    onMissing: () => void = () => undefined,
  ) {
    // The graticule stays under tiles: where none come, the map still has a ground.
    super([new Graticule(), ...tilesOf(basemap).map((tiles) => tiles.on("tileerror", onMissing))]);
  }

  override beforeAdd(map: L.Map): this {
    useSystem(map, this.basemap.datum, this.basemap.templates.length > 0);
    map.getContainer().dataset["basemap"] = this.basemap.key;
    return this;
  }
}

function tilesOf(basemap: Basemap): L.TileLayer[] {
  const options: L.TileLayerOptions = {
    attribution: basemap.attribution,
    maxNativeZoom: basemap.maxZoom,
    maxZoom: 20,
    subdomains: basemap.subdomains,
    referrerPolicy: "strict-origin-when-cross-origin",
  };
  return basemap.templates.map((template) => L.tileLayer(template, options));
}

/** The one base map that is shown. */
export class Ground {
  private shown: BasemapLayer | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly onMissing: () => void,
  ) {}

  show(basemap: Basemap): void {
    this.shown?.remove();
    this.shown = new BasemapLayer(basemap, this.onMissing).addTo(this.map);
  }
}
