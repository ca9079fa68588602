// The map of the page: what it shows follows the state, and what is done on it becomes state.

import { effect, signal, untracked } from "@preact/signals";
import L from "leaflet";

import type { Item, Service } from "../service/service";
import type { Basemap, Settings } from "../settings";
import type { View } from "../state/address";
import type { Position } from "../state/conditions";
import { hovered, opened, results, statistics } from "../state/results";
import { ask, change, conditions, query, state } from "../state/store";
import { nameOf } from "../words";
import { colouring } from "./colours";
import { Crowd, type CrowdSource } from "./crowd";
import { Drawing, layerOf } from "./drawing";
import type { Line } from "./elements";
import type { Figure } from "./figure";
import { Ground } from "./ground";
import { Labels } from "./labels";
import { spotOf, ringOf, Plots } from "./plots";
import { linesOf, Metro, placeLabels, stationsOf } from "./reference";

/** From more plots than this in a view on, they are drawn as tiles. */
export const CROWD_ABOVE = 200;

/** Most bytes of a tile: a screen full of them stays below 500 KB. */
const TILE_BYTES = 60_000;

const PANES = { grid: 205, metro: 410, stations: 415, rings: 420, plots: 430, drawing: 440, labels: 640 } as const;
const START: View = { zoom: 10, centre: [121.27, 31.35] };

const BASEMAP_KEY = "dikuai.basemap";

interface DrawingEnds {
  onPoints(points: readonly Position[]): void;
  onDone(figure: Figure, points: readonly Position[]): void;
}

export class ExplorerMap {
  readonly map: L.Map;
  /** The metro lines, once they are known. */
  readonly lines = signal<ReadonlyMap<string, Line>>(new Map());
  private drawing: Drawing | null = null;
  private readonly shapes = L.layerGroup();
  private readonly labels = new Labels();
  private readonly ground: Ground;
  private readonly plots: Plots;
  private readonly crowd: Crowd;
  private readonly settings: Settings;
  private readonly calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  constructor(
    element: HTMLElement,
    private readonly service: Service,
    private readonly tell: (trouble: "tiles_missing" | "not_located") => void,
  ) {
    this.settings = service.settings;
    const moves = !this.calm;
    this.map = L.map(element, {
      zoomControl: false,
      attributionControl: true,
      maxZoom: 20,
      minZoom: 3,
      zoomSnap: 0.25,
      zoomAnimation: moves,
      fadeAnimation: moves,
      inertia: moves,
      worldCopyJump: true,
    });
    this.map.attributionControl.setPrefix(false);
    for (const [name, zIndex] of Object.entries(PANES)) this.map.createPane(name).style.zIndex = String(zIndex);
    this.map.getPane("labels")!.style.pointerEvents = "none";
    this.labels.addTo(this.map);
    this.ground = new Ground(this.map, () => this.tell("tiles_missing"));
    this.crowd = new Crowd(this.source());
    this.plots = new Plots(this.labels, {
      nameOf: (item) => nameOf(item, this.settings.lang),
      colourOf: (item) => colouring(state.value.colour, this.settings.style).of(item.properties),
      onOpen: (id) => change({ plot: id }),
      onHover: (id) => (hovered.value = id),
    }).addTo(this.map);
    change({ basemap: this.basemap.key }); // a link shows the one that its sender saw, not the one its reader chose last
    const { zoom, centre } = state.value.view ?? START;
    this.map.setView([centre[1], centre[0]], zoom);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    this.shapes.addTo(this.map);
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(element);
    this.follow();
  }

  get basemap(): Basemap {
    const wanted = state.value.basemap ?? localStorage.getItem(BASEMAP_KEY);
    return this.settings.basemaps.find((one) => one.key === wanted) ?? this.settings.basemaps[0]!;
  }

  choose(basemap: Basemap): void {
    localStorage.setItem(BASEMAP_KEY, basemap.key);
    change({ basemap: basemap.key });
  }

  /** Draw the metro and the names of places. */
  async addReference(): Promise<void> {
    const { lang, style } = this.settings;
    const [lines, stations, places] = await Promise.all(
      ["metro-lines", "metro-stations", "places"].map((id) => this.service.reference(id).catch(() => null)),
    );
    if (lines && stations) {
      this.lines.value = linesOf(lines, lang, style.metro.fallback);
      new Metro(this.lines.value, stationsOf(stations, lang), this.labels, style.metro).addTo(this.map);
    }
    if (places) this.labels.setGroup("places", placeLabels(places, lang));
  }

  /** Move to a box of the world. */
  fit([west, south, east, north]: readonly [number, number, number, number]): void {
    this.map.fitBounds([[south, west], [north, east]], { ...this.room(), maxZoom: 16 });
  }

  /** Move to where everything that was found lies. */
  fitResults(): void {
    const box = statistics.value?.bbox;
    if (box) this.fit(box);
  }

  goTo([lon, lat]: Position): void {
    const least = Math.max(this.map.getZoom(), 14);
    this.map.fitBounds(L.latLng(lat, lon).toBounds(10), { ...this.room(), maxZoom: least });
  }

  /** Ask near where the reader is. */
  locate(): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here: Position = [Number(coords.longitude.toFixed(5)), Number(coords.latitude.toFixed(5))];
        ask({ kind: "near", target: here.join(",") });
        this.goTo(here);
      },
      () => this.tell("not_located"),
    );
  }

  draw(figure: Figure, { onPoints, onDone }: DrawingEnds): void {
    this.drawing = new Drawing(this.map, (_figure, points) => onPoints(points), onDone);
    this.drawing.start(figure);
    this.map.getContainer().focus();
  }

  stopDrawing(): void {
    this.drawing?.stop();
    this.drawing = null;
  }

  /** Move to a plot, with the ring that it lies in. */
  fitItem(item: Item): void {
    const spot = spotOf(item.geometry);
    if (!spot) return;
    const reach = Math.max(ringOf(item, spot), spot.radius_m * 2, 150);
    this.map.fitBounds(spot.at.toBounds(reach * 2), { ...this.room(), maxZoom: 17 });
  }

  /** Where there is room on the map: not under the tools, nor under the sheet that lies over it on a narrow screen. */
  private room(): L.FitBoundsOptions {
    const { bottom, height } = this.map.getContainer().getBoundingClientRect();
    const sheet = document.getElementById("panel")!.getBoundingClientRect();
    const covered = sheet.top > 0 ? Math.min(bottom - sheet.top, height * 0.6) : 0;
    const side = this.map.getSize().x > 700 ? 60 : 24;
    return {
      paddingTopLeft: [side, 40],
      paddingBottomRight: [side + 40, covered + 40],
      animate: !this.calm,
    };
  }

  private follow(): void {
    effect(() => this.showGround(this.basemap));
    effect(() => this.showShapes());
    const { view, plot } = state.peek();
    let asGiven = view && plot; // a link that says where the map is opens it there
    effect(() => {
      const item = opened.value;
      if (item && item.id !== asGiven) untracked(() => this.reveal(item));
      if (item) asGiven = null;
    });
    effect(() => this.showResults());
    effect(() => this.plots.emphasise(hovered.value, state.value.plot));
    this.map.on("moveend", () => change({ view: this.view() }));
    this.map.on("click", (event: L.LeafletMouseEvent) => {
      const id = this.map.hasLayer(this.crowd) && !this.drawing ? this.crowd.at(event.latlng) : null;
      if (id) change({ plot: id });
    });
  }

  private shownGround = "";

  private showGround(basemap: Basemap): void {
    if (basemap.key === this.shownGround) return;
    this.shownGround = basemap.key;
    this.ground.show(basemap);
  }

  private showShapes(): void {
    this.shapes.clearLayers();
    for (const one of conditions.value) if (one.kind === "inside") this.shapes.addLayer(layerOf(one.shape));
  }

  // A plot that was opened comes into view, unless it is already.
  private reveal(item: Item): void {
    const spot = spotOf(item.geometry);
    if (spot && !(this.map.getZoom() >= 13 && this.map.getBounds().pad(-0.15).contains(spot.at))) this.fitItem(item);
  }

  private view(): View {
    const { lng, lat } = this.map.getCenter();
    return { zoom: this.map.getZoom(), centre: [lng, lat] };
  }

  private showResults(): void {
    const found = results.value;
    const source = this.source(); // reads the query and the colour: this runs again when they change
    if (!found) return;
    const isCrowd = found.inView > CROWD_ABOVE;
    this.plots.show(isCrowd ? [] : found.items);
    this.plots.emphasise(hovered.peek(), state.peek().plot);
    if (isCrowd) {
      this.crowd.draw(source);
      this.crowd.addTo(this.map);
    } else this.crowd.remove();
  }

  private source(): CrowdSource {
    const { colour } = state.value;
    const asked = new URLSearchParams(query.value);
    asked.set("properties", colour);
    asked.set("max-bytes", String(TILE_BYTES));
    const folder = `${this.service.collection}/tiles/WebMercatorQuad`;
    return {
      question: asked.toString(),
      tile: (z, row, column) => `${folder}/${z}/${row}/${column}?${asked}`,
      colouring: colouring(colour, this.settings.style),
    };
  }
}
