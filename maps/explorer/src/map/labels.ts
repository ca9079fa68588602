// Names on the map, none over another: the more important label is placed first, the next takes what room is left.

import L from "leaflet";

import type { LabelKind, Style } from "../settings";
import { el, unbroken } from "./elements";

export interface Label {
  kind: LabelKind;
  at: L.LatLng;
  text?: string;
  nodes?: () => Node[];
  /** Half the width and height in pixels of what it names. */
  reach?: readonly [x: number, y: number];
  /** The radius in pixels of the ring about it, over whose edge labels stand only where there is no other room. */
  ring?: number;
  /** A zoom from which it is shown, later than its kind. */
  least?: number;
}

interface Placed extends Label {
  node?: HTMLElement;
  size?: [number, number];
}

export type Box = [left: number, top: number, right: number, bottom: number];

const MOST = 260;
/** More plots than this in view are better left unnamed. */
const CROWD = 150;
const GAP_PX = 3;
/** What is larger is no dot to be kept clear: labels may stand within it. */
const DOT_MOST_PX = 100;

const overlaps = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const within = (a: Box, b: Box) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

/** Where a label may stand around its point, the best place first: the upper left corner's offset. */
export function places({ kind, reach }: Pick<Label, "kind" | "reach">, width: number, height: number): [number, number][] {
  const [middle, centre] = [-width / 2, -height / 2];
  if (kind === "link") return [[middle, centre]];
  if (kind === "town") return [[middle, centre], [middle, -height - GAP_PX], [middle, GAP_PX]];
  const [x, y] = [(reach?.[0] ?? 7) + GAP_PX, (reach?.[1] ?? 7) + GAP_PX];
  const around: [number, number][] = [
    [x, centre],
    [-width - x, centre],
    [middle, -height - y],
    [middle, y],
    [x, -height - y / 2],
    [x, y / 2],
    [-width - x, -height - y / 2],
    [-width - x, y / 2],
  ];
  const isRoomy = width < 2 * x && height < 2 * y;
  return isRoomy ? [[middle, centre], ...around] : around;
}

interface Circle {
  x: number;
  y: number;
  radius: number;
}

/** Whether the edge of a circle runs through a box. */
export function isCut([left, top, right, bottom]: Box, { x, y, radius }: Circle): boolean {
  const nearest = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const farthest = Math.hypot(Math.max(x - left, right - x), Math.max(y - top, bottom - y));
  return nearest <= radius && radius <= farthest;
}

export class Labels extends L.Layer {
  private readonly groups = new Map<string, Placed[]>();
  /** What else labels must not cover. */
  avoid: () => readonly { at: L.LatLng; radius: number }[] = () => [];
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
    const room: Room = {
      map,
      window: rectangle(map, map.getContainer().getBoundingClientRect()),
      taken: [...[...boxes(this.covers, map), ...this.avoid().map((circle) => square(circle, map))].map((box) => ({ box })), ...dots(labels, map)],
      rings: labels.flatMap(({ at, ring }) => (ring ? [{ ...map.latLngToLayerPoint(at), radius: ring }] : [])),
    };
    const placed = new Set(labels.filter((label) => fit(label, room)));
    for (const label of [...this.shown, ...labels]) if (!placed.has(label)) label.node?.remove();
    this.shown = placed;
  }
}

/** What room there is left for labels. */
interface Room {
  map: L.Map;
  window: Box;
  /** Boxes that labels must not cover, but for the dot that is the label's own. */
  taken: { box: Box; of?: Label }[];
  rings: Circle[];
}

// A box of the page in the map's own pixels.
function rectangle(map: L.Map, rect: DOMRect): Box {
  const origin = map.getContainer().getBoundingClientRect();
  const corner = map.containerPointToLayerPoint([rect.left - origin.left, rect.top - origin.top]);
  return [corner.x, corner.y, corner.x + rect.width, corner.y + rect.height];
}

function square({ at, radius }: { at: L.LatLng; radius: number }, map: L.Map): Box {
  const { x, y } = map.latLngToLayerPoint(at);
  return [x - radius, y - radius, x + radius, y + radius];
}

function boxes(selector: string, map: L.Map): Box[] {
  return [...document.querySelectorAll(selector)].map((node) => rectangle(map, node.getBoundingClientRect()));
}

// What labels must not cover: the dots and small outlines that they name.
function dots(labels: Placed[], map: L.Map): Room["taken"] {
  return labels.flatMap((of) => {
    if (!of.reach || Math.max(...of.reach) > DOT_MOST_PX) return [];
    const { x, y } = map.latLngToLayerPoint(of.at);
    const [across, up] = of.reach;
    return [{ of, box: [x - across, y - up, x + across, y + up] satisfies Box }];
  });
}

// Places a label where it covers nothing, over as few edges of rings as may be; says whether there was a place.
function fit(label: Placed, { map, window, taken, rings }: Room): boolean {
  const [width, height] = label.size!;
  const { x, y } = map.latLngToLayerPoint(label.at);
  const boxes = places(label, width, height).map(([dx, dy]): Box => [x + dx, y + dy, x + dx + width, y + dy + height]);
  const free = boxes.filter((box) => within(box, window) && !taken.some((one) => one.of !== label && overlaps(box, one.box)));
  const cuts = free.map((box) => rings.filter((ring) => isCut(box, ring)).length);
  const box = free[cuts.indexOf(Math.min(...cuts))];
  if (!box) return false;
  L.DomUtil.setPosition(label.node!, L.point(box[0], box[1]).round());
  taken.push({ box });
  return true;
}
