// Names on the map, none over another: the more important label is placed first, the next takes what room is left.

import L from "leaflet";

import type { LabelKind, Style } from "../settings";
import { el, unbroken } from "./elements";

export interface Label {
  kind: LabelKind;
  at: L.LatLng;
  text?: string;
  nodes?: () => Node[];
  /** Radius in pixels of what it names. */
  away?: number;
  /** A zoom from which it is shown, later than its kind. */
  least?: number;
}

interface Placed extends Label {
  node?: HTMLElement;
  size?: [number, number];
}

type Box = [left: number, top: number, right: number, bottom: number];

const MOST = 260;
/** More plots than this in view are better left unnamed. */
const CROWD = 150;
const GAP_PX = 3;

const overlaps = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const within = (a: Box, b: Box) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

// Where a label may stand around its point, the best place first: the upper left corner's offset.
function places(label: Label, width: number, height: number): [number, number][] {
  if (label.kind === "town" || label.kind === "link") return [[-width / 2, -height / 2]];
  const away = (label.away ?? 7) + GAP_PX;
  return [
    [away, -height / 2],
    [-width - away, -height / 2],
    [-width / 2, -height - away],
    [-width / 2, away],
  ];
}

export class Labels extends L.Layer {
  private readonly groups = new Map<string, Placed[]>();
  private readonly hidden = new Set<string>();
  private shown = new Set<Placed>();
  private box: HTMLElement | null = null;
  private waiting = 0;
  private map: L.Map | null = null;

  constructor(
    private readonly zooms: Style["labelZooms"],
    /** What labels would be hidden by. */
    private readonly covers = ".leaflet-control",
  ) {
    super();
  }

  setGroup(name: string, labels: Label[]): void {
    this.groups.set(name, labels);
    this.later();
  }

  show(name: string, isVisible: boolean): void {
    if (isVisible) this.hidden.delete(name);
    else this.hidden.add(name);
    this.later();
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return { moveend: () => this.later(), viewreset: () => this.later(), resize: () => this.later() };
  }

  override onAdd(map: L.Map): this {
    this.map = map;
    this.box = el("div", { class: "labels leaflet-zoom-hide", "aria-hidden": "true" });
    map.getPane("labels")!.append(this.box);
    this.later();
    return this;
  }

  override onRemove(): this {
    this.box?.remove();
    this.map = null;
    return this;
  }

  /** Place the labels anew: once a frame, however many things changed. */
  later(): void {
    if (!this.map || this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (this.map && this.box) this.place(this.map, this.box);
    });
  }

  private candidates(map: L.Map): Placed[] {
    const zoom = map.getZoom();
    const bounds = map.getBounds().pad(0.1);
    const isVisible = ({ kind, least, at }: Label) => zoom >= Math.max(this.zooms[kind], least ?? 0) && bounds.contains(at);
    const shown = [...this.groups].filter(([name]) => !this.hidden.has(name));
    const visible = shown.map(([, labels]) => labels.filter(isVisible));
    const named = visible.filter((labels) => labels[0]?.kind !== "plot" || labels.length <= CROWD).flat();
    const order = Object.keys(this.zooms);
    return named.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).slice(0, MOST);
  }

  private measure(labels: Placed[], box: HTMLElement): void {
    for (const label of labels) {
      label.node ??= el("span", { class: `label label-${label.kind}` }, ...(label.nodes?.() ?? unbroken(label.text ?? "")));
      if (!label.node.isConnected) box.append(label.node);
    }
    for (const label of labels) label.size ??= [label.node!.offsetWidth, label.node!.offsetHeight];
  }

  private place(map: L.Map, box: HTMLElement): void {
    const labels = this.candidates(map);
    this.measure(labels, box);
    const taken = [...boxes(this.covers, map), ...dots(labels, map)];
    const window = rectangle(map, map.getContainer().getBoundingClientRect());
    const placed = new Set(labels.filter((label) => fit(label, taken, window, map)));
    for (const label of [...this.shown, ...labels]) if (!placed.has(label)) label.node?.remove();
    this.shown = placed;
  }
}

// A box of the page in the map's own pixels.
function rectangle(map: L.Map, rect: DOMRect): Box {
  const origin = map.getContainer().getBoundingClientRect();
  const corner = map.containerPointToLayerPoint([rect.left - origin.left, rect.top - origin.top]);
  return [corner.x, corner.y, corner.x + rect.width, corner.y + rect.height];
}

function boxes(selector: string, map: L.Map): Box[] {
  return [...document.querySelectorAll(selector)].map((node) => rectangle(map, node.getBoundingClientRect()));
}

// What labels must not cover: the dots that they name.
function dots(labels: Placed[], map: L.Map): Box[] {
  return labels
    .filter((label) => label.away)
    .map((label) => {
      const { x, y } = map.latLngToLayerPoint(label.at);
      const reach = Math.min(label.away!, 12) - 1;
      return [x - reach, y - reach, x + reach, y + reach];
    });
}

function fit(label: Placed, taken: Box[], window: Box, map: L.Map): boolean {
  const [width, height] = label.size!;
  const { x, y } = map.latLngToLayerPoint(label.at);
  for (const [dx, dy] of places(label, width, height)) {
    const box: Box = [x + dx, y + dy, x + dx + width, y + dy + height];
    if (!within(box, window) || taken.some((other) => overlaps(box, other))) continue;
    L.DomUtil.setPosition(label.node!, L.point(box[0], box[1]).round());
    taken.push(box);
    return true;
  }
  return false;
}
