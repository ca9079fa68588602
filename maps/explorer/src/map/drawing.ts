// Drawing by hand: clicks or, at the keyboard, Enter at the middle of the map add points; the figure follows the pointer.

import L from "leaflet";

import type { Position, Shape } from "../state/conditions";
import { shapeOf, type Figure } from "./figure";

/** How many points finish a figure by themselves. */
const ENOUGH: Record<Figure, number> = { rectangle: 2, circle: 2, point: 1, polygon: Infinity, line: Infinity };
const CLOSE_PX = 12;

const positionOf = ({ lng, lat }: L.LatLng): Position => [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
const latLng = ([lon, lat]: Position) => L.latLng(lat, lon);

/** A shape as a layer of the map. */
export function layerOf(shape: Shape): L.Path {
  const look = { pane: "drawing", className: "drawn", interactive: false };
  switch (shape.kind) {
    case "rectangle": {
      const [west, south, east, north] = shape.corners;
      return L.rectangle([[south, west], [north, east]], look);
    }
    case "circle":
      return L.circle(latLng(shape.centre), { ...look, radius: shape.radius_m });
    case "polygon":
      return L.polygon(shape.ring.map(latLng), look);
  }
}

/** A figure as it is drawn, with its corners; through more points than those, where it is to follow the pointer. */
export function drawnOf(figure: Figure, corners: readonly Position[], points = corners): L.LayerGroup {
  const shape = shapeOf(figure, points);
  const path = L.polyline(points.map(latLng), { pane: "drawing", className: "drawn", interactive: false });
  const look = { pane: "drawing", className: "corner", radius: 4, interactive: false };
  return L.layerGroup([shape ? layerOf(shape) : path, ...corners.map((corner) => L.circleMarker(latLng(corner), look))]);
}

export class Drawing {
  private figure: Figure | null = null;
  private points: Position[] = [];
  private readonly sketch = L.layerGroup();

  constructor(
    private readonly map: L.Map,
    /** Called whenever a point was added. */
    private readonly onPoints: (figure: Figure, points: readonly Position[]) => void,
    /** Called when a figure is finished. */
    private readonly onDone: (figure: Figure, points: readonly Position[]) => void,
  ) {}

  get isOn(): boolean {
    return this.figure !== null;
  }

  start(figure: Figure): void {
    this.stop();
    this.figure = figure;
    this.sketch.addTo(this.map);
    this.map.doubleClickZoom.disable();
    this.map.getContainer().classList.add("drawing");
    this.map.on("click", this.onClick).on("mousemove", this.onMove).on("dblclick", this.finish);
    this.map.getContainer().addEventListener("keydown", this.onKey);
  }

  stop(): void {
    this.figure = null;
    this.points = [];
    this.sketch.clearLayers().remove();
    this.map.doubleClickZoom.enable();
    this.map.getContainer().classList.remove("drawing");
    this.map.off("click", this.onClick).off("mousemove", this.onMove).off("dblclick", this.finish);
    this.map.getContainer().removeEventListener("keydown", this.onKey);
  }

  private readonly onClick = (event: L.LeafletMouseEvent) => this.add(event.latlng);

  private readonly onMove = (event: L.LeafletMouseEvent) => this.show(positionOf(event.latlng));

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.target !== this.map.getContainer()) return; // buttons and shapes on the map have keys of their own
    if (event.key === "Enter") this.add(this.map.getCenter());
    else if (event.key === "Backspace") this.takeBack();
    else return;
    event.preventDefault();
  };

  private takeBack(): void {
    this.points.pop();
    this.show();
    if (this.figure) this.onPoints(this.figure, this.points);
  }

  private add(at: L.LatLng): void {
    const { figure } = this;
    if (!figure) return;
    if (this.isClosing(at)) return this.finish();
    const point = positionOf(at);
    const last = this.points[this.points.length - 1];
    if (last && last[0] === point[0] && last[1] === point[1]) return;
    this.points.push(point);
    this.show();
    this.onPoints(figure, this.points);
    if (this.points.length >= ENOUGH[figure]) this.finish();
  }

  // A click on the first point closes a polygon.
  private isClosing(at: L.LatLng): boolean {
    const [first] = this.points;
    if (!first || this.points.length < 3 || this.figure !== "polygon") return false;
    const [here, there] = [at, latLng(first)].map((one) => this.map.latLngToContainerPoint(one)) as [L.Point, L.Point];
    return here.distanceTo(there) <= CLOSE_PX;
  }

  /** End the figure with the points that it has. */
  readonly finish = () => {
    const { figure, points } = this;
    if (!figure || points.length < Math.min(ENOUGH[figure], 2)) return;
    this.onDone(figure, points);
  };

  private show(pointer?: Position): void {
    this.sketch.clearLayers();
    const points = pointer ? [...this.points, pointer] : this.points;
    if (this.figure) this.sketch.addLayer(drawnOf(this.figure, this.points, points));
  }
}
