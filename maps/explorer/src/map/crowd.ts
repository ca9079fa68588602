// More plots than can be elements of their own: vector tiles, drawn on canvases; counts where many lie together.

import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import L from "leaflet";
import { PbfReader } from "pbf";

import type { Colouring } from "./colours";
import { shortened } from "./count";
import { heapUp, type Counted, type Heap } from "./heaps";

/** Tiles are drawn twice as large as they are made: a view asks for a quarter as many. */
const TILE_PX = 512;
const OUTLINE_PX = 1;
const DOT_PX = 3;
const EXTENT = 4096;

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
  heaps: Heap[];
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
    const tile = { canvas, ...heaped(features, layer?.extent ?? EXTENT), extent: layer?.extent ?? EXTENT };
    this.held.set(keyOf(coords), tile);
    this.paint(tile);
  }

  private forget(coords: TileCoordinates): void {
    const key = keyOf(coords);
    this.running.get(key)?.abort();
    this.running.delete(key);
    this.held.delete(key);
  }

  private paint({ canvas, features, heaps, extent }: HeldTile): void {
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.height = TILE_PX * ratio;
    const pen = canvas.getContext("2d")!;
    const scale = (TILE_PX * ratio) / extent;
    for (const feature of features) paintFeature(pen, feature, scale, ratio, this.source.colouring);
    for (const heap of heaps) paintHeap(pen, heap, ratio);
  }

  /** Where the heaps are, with their radii in pixels. */
  circles(): { at: L.LatLng; radius: number }[] {
    return [...this.held].flatMap(([key, { heaps }]) => {
      const [z, y, x] = key.split("/").map(Number) as [number, number, number];
      const at = (heap: Heap) => TRUE.pointToLatLng(L.point(x * TILE_PX + heap.x, y * TILE_PX + heap.y), z);
      return heaps.map((heap) => ({ at: at(heap), radius: heap.radius }));
    });
  }

  /** Tell what is drawn at a place: a plot, by its id, or a heap of several. */
  at(position: L.LatLng): { plot: string } | "heap" | null {
    for (const [key, tile] of this.held) {
      const [z, y, x] = key.split("/").map(Number) as [number, number, number];
      const share = TRUE.latLngToPoint(position, z).divideBy(TILE_PX).subtract([x, y]);
      if (share.x < 0 || share.y < 0 || share.x >= 1 || share.y >= 1) continue;
      const pixel = share.multiplyBy(TILE_PX);
      if (tile.heaps.some((heap) => Math.hypot(heap.x - pixel.x, heap.y - pixel.y) <= heap.radius)) return "heap";
      const found = tile.features.filter((feature) => isAt(feature, share.multiplyBy(tile.extent), tile.extent)).pop();
      if (found) return { plot: String(found.properties["id"]) };
    }
    return null;
  }
}

const keyOf = ({ z, y, x }: TileCoordinates) => `${z}/${y}/${x}`;

/** What stands for several plots says how many, and has no id. */
const countOf = (feature: VectorTileFeature) => Number(feature.properties["count"] ?? 1);

/** The features of a tile that are drawn as they are, and the heaps of the others. */
function heaped(all: readonly VectorTileFeature[], extent: number): Pick<HeldTile, "features" | "heaps"> {
  const points = all.flatMap((feature): (Counted & { feature: VectorTileFeature })[] => {
    const place = feature.type === 1 ? feature.loadGeometry()[0]?.[0] : undefined;
    const inside = (at: number) => Math.min(Math.max((at * TILE_PX) / extent, 0), TILE_PX - 1); // not in a tile's margin
    return place ? [{ x: inside(place.x), y: inside(place.y), count: countOf(feature), feature }] : [];
  });
  const { heaps, single } = heapUp(points);
  return { features: [...all.filter((feature) => feature.type !== 1), ...single.map((one) => one.feature)], heaps };
}

function paintFeature(
  pen: CanvasRenderingContext2D, feature: VectorTileFeature, scale: number, ratio: number, colouring: Colouring,
): void {
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

function paintHeap(pen: CanvasRenderingContext2D, { x, y, count, radius }: Heap, ratio: number): void {
  pen.beginPath();
  pen.arc(x * ratio, y * ratio, radius * ratio, 0, 2 * Math.PI);
  pen.fillStyle = "rgba(15, 92, 92, 0.86)";
  pen.fill();
  pen.fillStyle = "#fff";
  pen.font = `600 ${11 * ratio}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(shortened(count), x * ratio, y * ratio);
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
