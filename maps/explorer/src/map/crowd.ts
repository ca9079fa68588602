// More plots than can be elements of their own: vector tiles, drawn on canvases; counts where many lie together.

import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import L from "leaflet";
import { PbfReader } from "pbf";

import type { Colouring } from "./colours";
import { shortened } from "./count";

/** Tiles are drawn twice as large as they are made: a view asks for a quarter as many. */
const TILE_PX = 512;
const OUTLINE_PX = 1;
const DOT_PX = 3;
const COUNT_RADIUS_PX = { least: 9, most: 26 };

export interface CrowdSource {
  /** What the tiles answer: all that their addresses say beside their place. */
  question: string;
  /** The address of a tile. */
  tile(z: number, row: number, column: number): string;
  colouring: Colouring;
}

const TRUE = L.CRS.EPSG3857;

/** What Leaflet's grid has beside what its types say. */
declare module "leaflet" {
  interface GridLayer {
    _level: { origin: L.Point };
    _getTilePos(coords: L.Coords): L.Point;
    _getTiledPixelBounds(centre: L.LatLng): L.Bounds;
  }
}

interface HeldTile {
  canvas: HTMLCanvasElement;
  features: VectorTileFeature[];
  extent: number;
}

interface TileCoordinates {
  x: number;
  y: number;
  z: number;
}

export class Crowd extends L.GridLayer {
  private readonly held = new Map<string, HeldTile>();
  private readonly running = new Map<string, AbortController>();
  /** Called with the id of the plot that is clicked. */
  onOpen: (id: string) => void = () => undefined;
  /** Called when tiles fail to come. */
  onFailure: () => void = () => undefined;

  constructor(private source: CrowdSource) {
    super({ pane: "plots", tileSize: TILE_PX, minZoom: 1, maxNativeZoom: 19, maxZoom: 20, keepBuffer: 1, updateWhenZooming: false });
    this.on("tileunload", (event) => this.forget(event.coords));
  }

  /** Draw from another source; what is drawn of the same one already stays. */
  draw(source: CrowdSource): void {
    if (source.question === this.source.question) return;
    this.source = source;
    this.redraw();
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement("canvas");
    const running = new AbortController();
    this.running.set(keyOf(coords), running);
    void this.load(coords, canvas, running.signal).then(
      () => done(undefined, canvas),
      (error: Error) => {
        if (running.signal.aborted) return;
        this.onFailure();
        done(error, canvas);
      },
    );
    return canvas;
  }

  // The tiles are of WGS 84; a map in GCJ-02 puts each where its own projection has the tile's corner.
  override _getTilePos(coords: L.Coords): L.Point {
    const corner = TRUE.pointToLatLng(L.point(coords.x, coords.y).multiplyBy(TILE_PX), coords.z);
    return this._map.project(corner, coords.z).subtract(this._level.origin).round();
  }

  override _getTiledPixelBounds(centre: L.LatLng): L.Bounds {
    const shown = super._getTiledPixelBounds(centre);
    const z = this._tileZoom ?? this._map.getZoom();
    const there = (corner: L.Point) => TRUE.latLngToPoint(this._map.unproject(corner, z), z);
    return L.bounds(there(shown.min!), there(shown.max!));
  }

  private async load(coords: TileCoordinates, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void> {
    const z = coords.z - 1; // a tile of twice the size is one of the zoom before
    const answer = await fetch(this.source.tile(z, coords.y, coords.x), { signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const content = answer.status === 204 ? new ArrayBuffer(0) : await answer.arrayBuffer();
    const layer = Object.values(new VectorTile(new PbfReader(new Uint8Array(content))).layers)[0];
    const features = layer ? Array.from({ length: layer.length }, (_, i) => layer.feature(i)) : [];
    const tile = { canvas, features, extent: layer?.extent ?? 4096 };
    this.held.set(keyOf(coords), tile);
    this.paint(tile);
  }

  private forget(coords: TileCoordinates): void {
    const key = keyOf(coords);
    this.running.get(key)?.abort();
    this.running.delete(key);
    this.held.delete(key);
  }

  private paint({ canvas, features, extent }: HeldTile): void {
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.height = TILE_PX * ratio;
    const pen = canvas.getContext("2d")!;
    const scale = (TILE_PX * ratio) / extent;
    for (const feature of features) paintFeature(pen, feature, scale, ratio, this.source.colouring);
    for (const feature of features) if (isCount(feature)) paintCount(pen, feature, scale, ratio);
  }

  /** Tell which plot is drawn at a place. */
  at(position: L.LatLng): string | null {
    for (const [key, tile] of this.held) {
      const [z, y, x] = key.split("/").map(Number) as [number, number, number];
      const point = TRUE.latLngToPoint(position, z).divideBy(TILE_PX).subtract([x, y]).multiplyBy(tile.extent);
      if (point.x < 0 || point.y < 0 || point.x >= tile.extent || point.y >= tile.extent) continue;
      const found = tile.features.filter((feature) => !isCount(feature) && isAt(feature, point, tile.extent)).pop();
      if (found) return String(found.properties["id"]);
    }
    return null;
  }
}

const keyOf = ({ z, y, x }: TileCoordinates) => `${z}/${y}/${x}`;

/** What stands for several plots says how many, and has no id. */
const isCount = (feature: VectorTileFeature) => typeof feature.properties["count"] === "number";

function paintFeature(
  pen: CanvasRenderingContext2D, feature: VectorTileFeature, scale: number, ratio: number, colouring: Colouring,
): void {
  if (isCount(feature)) return;
  const colour = colouring.of(feature.properties);
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = OUTLINE_PX * ratio;
  pen.beginPath();
  for (const path of feature.loadGeometry()) {
    const [first] = path;
    if (feature.type === 1 && first) pen.arc(first.x * scale, first.y * scale, DOT_PX * ratio, 0, 2 * Math.PI);
    else path.forEach(({ x, y }, i) => (i ? pen.lineTo(x * scale, y * scale) : pen.moveTo(x * scale, y * scale)));
  }
  pen.globalAlpha = feature.type === 1 ? 0.85 : 0.5;
  pen.fill();
  pen.globalAlpha = 1;
  if (feature.type !== 1) pen.stroke();
}

function paintCount(pen: CanvasRenderingContext2D, feature: VectorTileFeature, scale: number, ratio: number): void {
  const count = Number(feature.properties["count"]);
  const [place] = feature.loadGeometry()[0] ?? [];
  if (!place) return;
  const { least, most } = COUNT_RADIUS_PX;
  const radius = Math.min(least + Math.log10(count) * 4.5, most) * ratio;
  pen.beginPath();
  pen.arc(place.x * scale, place.y * scale, radius, 0, 2 * Math.PI);
  pen.fillStyle = "rgba(15, 92, 92, 0.86)";
  pen.fill();
  pen.fillStyle = "#fff";
  pen.font = `600 ${11 * ratio}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(shortened(count), place.x * scale, place.y * scale);
}

function isAt(feature: VectorTileFeature, point: L.Point, extent: number): boolean {
  const near = (DOT_PX + 2) * (extent / TILE_PX);
  const rings = feature.loadGeometry();
  if (feature.type === 1) return rings.some((ring) => ring.some(({ x, y }) => Math.hypot(x - point.x, y - point.y) <= near));
  let inside = false;
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      if (a.y > point.y !== b.y > point.y && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    });
  }
  return inside;
}
