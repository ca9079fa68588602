// The map of the page: what it shows follows the state, and what is done on it becomes state.

import { effect, signal, untracked } from "@preact/signals";
import L from "leaflet";

import type { Item, Service } from "../service/service";
import type { Basemap, Settings } from "../settings";
import type { View } from "../state/address";
import type { Position } from "../state/conditions";
import { positionOf } from "../state/nearness";
import { hovered, opened, results, statistics } from "../state/results";
import { ask, change, conditions, query, state, toBeFound } from "../state/store";
import { learnNames } from "../names";
import { nameOf, words } from "../words";
import { colouring } from "./colours";
import { Crowd, type CrowdSource } from "./crowd";
import { Drawing, layerOf } from "./drawing";
import type { Line } from "./elements";
import type { Figure } from "./figure";
import { Ground } from "./ground";
import { Labels } from "./labels";
import { makePanes } from "./panes";
import { spotOf, ringOf, Plots } from "./plots";
import { linesOf, Metro, PlaceNames, placesOf, Stations, stationsOf } from "./reference";
import { targetLayers, Targets } from "./target";
import { tipOf } from "./tip";

/** From more plots than this in a view on, they are drawn as tiles. */
export const CROWD_ABOVE = 200;

/** Most bytes of a tile: a screen full of them stays below 500 KB. */
const TILE_BYTES = 60_000;

const COVERS = ".leaflet-control, #controls .bar, #controls .legend";
const START: View = { zoom: 10, centre: [121.27, 31.35] };

/** By this share of its height the first view is larger than what lies in it. */
const FIRST_VIEW_MARGIN = 0.08;

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
  private readonly targets = new Targets();
  private readonly labels: Labels;
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
    makePanes(this.map);
    this.labels = new Labels(this.settings.style.labelZooms, COVERS).addTo(this.map);
    this.ground = new Ground(this.map, () => this.tell("tiles_missing"));
    this.crowd = new Crowd(this.source());
    this.crowd.on("load", () => this.labels.later());
    this.labels.avoid = () => (this.map.hasLayer(this.crowd) ? this.crowd.circles() : []);
    this.plots = new Plots(this.labels, this.settings.style, {
      nameOf: (item) => nameOf(item, this.settings.lang),
      colourOf: (item) => colouring(state.value.colour, this.settings.style).of(item.properties),
      tipOf: (item) => tipOf(item, this.settings.lang, state.peek().unit),
      onOpen: (id) => this.drawing || change({ plot: id }),
      onHover: (id) => (hovered.value = id),
    }).addTo(this.map);
    change({ basemap: this.basemap.key }); // a link shows the one that its sender saw, not the one its reader chose last
    const { zoom, centre } = state.value.view ?? START;
    this.map.setView([centre[1], centre[0]], zoom);
    // the first view is of all plots, unless the address says another: nothing is asked for twice
    const { extent } = this.settings;
    if (extent && !state.value.view && !state.value.plot && !conditions.value.length) {
      const [west, south, east, north] = extent;
      const more = (north - south) * FIRST_VIEW_MARGIN; // for the rings of what lies at the edge
      this.fit([west, south - more, east, north + more], false);
      toBeFound.value = false;
    }
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
      new Metro(this.lines.value, this.labels, style.metro).addTo(this.map);
      new Stations(stationsOf(stations, lang), this.lines.value, this.labels, style.metro).addTo(this.map);
    }
    if (places) new PlaceNames(placesOf(places, lang), this.labels).addTo(this.map);
    for (const known of [places, stations]) if (known) learnNames(known);
    if (stations) this.targets.learn("station", stations);
    if (places) this.targets.learn("place", places);
    this.showShapes();
  }

  /** Move to a box of the world. */
  fit([west, south, east, north]: readonly [number, number, number, number], isAnimated = !this.calm): void {
    this.map.fitBounds([[south, west], [north, east]], { ...this.room(), maxZoom: 16, animate: isAnimated });
  }

  /** Move to a box of what was found, and to what it was to be near to. */
  fitFound(box: readonly [number, number, number, number]): void {
    const bounds = L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    for (const one of conditions.peek()) {
      const at = one.kind === "near" ? this.targets.at(one.target) : null;
      if (at) bounds.extend(at);
    }
    this.fit([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
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
        toBeFound.value = true;
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

  finishDrawing(): void {
    this.drawing?.finish();
  }

  stopDrawing(): void {
    this.drawing?.stop();
    this.drawing = null;
  }

  /** Move to a plot, with the ring that it lies in. */
  fitItem(item: Item): void {
    const spot = spotOf(item.geometry);
    if (!spot) return;
    const reach = Math.max(ringOf(item, spot, this.settings.style), spot.radius_m * 2, 150);
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
      untracked(() => (!item ? this.goBack() : item.id !== asGiven && this.reveal(item)));
      if (item) asGiven = null;
    });
    effect(() => this.showResults());
    effect(() => this.plots.emphasise(hovered.value, state.value.plot));
    this.map.on("moveend", () => {
      this.isRevealing = false;
      change({ view: this.view() });
    });
    this.map.on("dragstart", () => (this.before = null));
    this.map.on("movestart", () => {
      if (!this.isRevealing) this.before = null;
    });
    this.map.on("click", (event: L.LeafletMouseEvent) => {
      const found = this.map.hasLayer(this.crowd) && !this.drawing ? this.crowd.at(event.latlng) : null;
      if (found === "heap") this.map.setView(event.latlng, this.map.getZoom() + 2, { animate: !this.calm });
      else if (found) change({ plot: found.plot });
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
    const chosen = conditions.value.flatMap((one) => (one.kind === "near" && positionOf(one.target) ? [this.targets.at(one.target)!] : []));
    const text = words(this.settings.lang)("position");
    this.labels.setGroup("chosen", chosen.map((at) => ({ kind: "plot", text, at, reach: [9, 9] })));
    for (const one of conditions.value) {
      if (one.kind === "inside") this.shapes.addLayer(layerOf(one.shape));
      const at = one.kind === "near" ? this.targets.at(one.target) : null;
      if (one.kind === "near" && at) for (const layer of targetLayers(one, at)) this.shapes.addLayer(layer);
    }
  }

  // Where the map was before it went to the plot that is open; forgotten when the reader moves on from there.
  private before: View | null = null;
  private isRevealing = false;

  // A plot that was opened comes into view, unless it is already.
  private reveal(item: Item): void {
    const spot = spotOf(item.geometry);
    if (!spot || (this.map.getZoom() >= 13 && this.map.getBounds().pad(-0.15).contains(spot.at))) return;
    this.before ??= this.view();
    this.isRevealing = true;
    this.fitItem(item);
  }

  // Back to the list is back to where it was read.
  private goBack(): void {
    if (!this.before) return;
    const { zoom, centre } = this.before;
    this.before = null;
    this.map.setView([centre[1], centre[0]], zoom, { animate: !this.calm });
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
    this.labels.later();
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
