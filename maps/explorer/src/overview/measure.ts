// Measuring by hand: the length of a line and the area within it, in the units that land is sold in.

import L from "leaflet";

import * as figures from "../figures";
import { Drawing, drawnOf } from "../map/drawing";
import { el } from "../map/elements";
import { areaOf, lengthOf } from "../map/geodesy";
import type { Position } from "../state/conditions";
import { word, type OverviewData } from "./data";

const UNITS = ["mu", "m2", "ha"] as const;

export class Measure {
  readonly panel = el("div", { class: "card measured", role: "status", hidden: true });
  private readonly drawing: Drawing;
  private readonly finished = L.layerGroup();

  constructor(
    private readonly map: L.Map,
    private readonly data: OverviewData,
  ) {
    this.drawing = new Drawing(map, (_, points) => this.show(points), (_, points) => this.finish([...points]));
  }

  get isOn(): boolean {
    return this.drawing.isOn;
  }

  toggle(isOn: boolean): void {
    if (isOn === this.isOn) return;
    this.panel.hidden = !isOn;
    this.show([]);
    if (isOn) this.drawing.start("polygon");
    else this.drawing.stop();
    if (isOn) this.map.getContainer().focus({ preventScroll: true });
    this.map.fire(isOn ? "measurestart" : "measureend");
  }

  // What was measured stays until the next figure is begun.
  private finish(points: readonly Position[]): void {
    this.drawing.start("polygon");
    this.finished.addLayer(drawnOf("polygon", points)).addTo(this.map);
  }

  private show(points: readonly Position[]): void {
    this.finished.clearLayers().remove();
    this.panel.replaceChildren(...(points.length > 1 ? this.figures(points) : [word(this.data, "measure_help")]));
  }

  private figures(points: readonly Position[]): HTMLElement[] {
    const { lang } = this.data;
    const isClosed = points.length > 2;
    const length = this.figure(isClosed ? "measure_perimeter" : "measure_length", figures.length(lengthOf(points, isClosed), lang));
    if (!isClosed) return [length];
    const area = areaOf(points);
    return [this.figure("measure_area", UNITS.map((unit) => figures.area(area, unit, lang)).join(" · ")), length];
  }

  private figure(name: string, text: string): HTMLElement {
    return el("div", {}, el("span", {}, word(this.data, name)), el("b", {}, text));
  }
}
