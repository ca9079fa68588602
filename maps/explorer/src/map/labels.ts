// Names on the map, none over another: the more important label is placed first, the next takes what room is left.

import L from "leaflet";

import type { Style } from "../settings";
import { el, unbroken } from "./elements";
import { isCut, overlaps, places, within, type Box, type Circle, type Named } from "./placing";

export interface Label extends Named {
  at: L.LatLng;
  text?: string;
  nodes?: () => Node[];
  /** The radius in pixels of the ring about it, over whose edge labels stand only where there is no other room. */
  ring?: number;
  /** A zoom from which it is shown, later than its kind. */
  least?: number;
}

interface Placed extends Label {
  node?: HTMLElement;
  size?: [number, number];
}

const MOST = 260;
/** More plots than this in view are better left unnamed. */
const CROWD = 150;
/** What is larger is no dot to be kept clear: labels may stand within it. */
const DOT_MOST_PX = 100;

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
