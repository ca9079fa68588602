// The plots: an outline where it is large enough to see, a dot where it is not.

import type { Feature, Geometry } from "geojson";
import L from "leaflet";

import { colouring } from "../map/colours";
import type { Line } from "../map/elements";
import type { Label, Labels } from "../map/labels";
import { makeReachable } from "../map/looks";
import { Labelled } from "../map/reference";
import { pixels } from "../map/scale";
import { word, type OverviewData, type PlotProperties } from "./data";
import { popupContent, tooltipContent } from "./popup";

const BUTTONS_PX = 62;

/** The most room that is kept free around a plot for its label, in pixels. */
const REACH_MOST_PX = 40;

type Form = "dot" | "outline";

export interface Plot extends PlotProperties {
  at: L.LatLng;
  feature: Feature<Geometry, PlotProperties>;
  form?: Form;
  shapes: Partial<Record<Form, L.Path>>;
}

/** How much of the map's left and top something else takes. */
export interface Room {
  left: number;
  top: number;
}

export class Plots extends Labelled {
  readonly plots: readonly Plot[];
  private readonly renderer: L.Renderer;
  private readonly dotRadius: number;

  constructor(
    private readonly data: OverviewData,
    private readonly lines: ReadonlyMap<string, Line>,
    labels: Labels,
    private readonly room: () => Room,
  ) {
    super(labels, "plots", []);
    const { features } = data.plots;
    const { plot, crowdAbove, canvasAbove } = data.style;
    this.plots = features.map((feature) => {
      const [lon, lat] = feature.properties.centre;
      return { ...feature.properties, at: L.latLng(lat, lon), feature, shapes: {} };
    });
    this.dotRadius = features.length > crowdAbove ? plot.crowdDotRadius : plot.dotRadius;
    this.renderer = features.length > canvasAbove ? L.canvas({ pane: "plots", padding: 0.3 }) : L.svg({ pane: "plots" });
    this.name(this.plots.map((one) => this.label(one)));
  }

  override onAdd(map: L.Map): this {
    map.on("zoomend", this.choose, this);
    super.onAdd(map);
    this.choose();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off("zoomend", this.choose, this);
    return super.onRemove(map);
  }

  colourOf({ status }: Plot): string {
    return colouring("status", this.data.style).of({ status });
  }

  /** Open a plot's pop-up; `returnTo` is the element that the focus goes back to when it closes. */
  open(plot: Plot, at = plot.at, returnTo?: HTMLElement | SVGElement): void {
    const content = popupContent(plot, this.data, this.lines);
    const popup = L.popup(this.popupOptions(this._map.getSize())).setLatLng(at).setContent(content).openOn(this._map);
    this.nameCloseButton(popup);
    if (returnTo) content.focus({ preventScroll: true });
    this.select(plot, true);
    popup.on("remove", () => {
      this.select(plot, false);
      if (returnTo?.isConnected) returnTo.focus({ preventScroll: true });
    });
  }

  private popupOptions(size: L.Point): L.PopupOptions {
    const { left, top } = this.room();
    const width = size.x - left - BUTTONS_PX;
    return {
      maxWidth: Math.min(360, width),
      minWidth: Math.min(300, width),
      maxHeight: Math.max(160, Math.min(520, size.y - top - 90)),
      autoPanPaddingTopLeft: [left, top],
      autoPanPaddingBottomRight: [BUTTONS_PX, 24],
    };
  }

  private nameCloseButton(popup: L.Popup): void {
    const button = popup.getElement()!.querySelector(".leaflet-popup-close-button")!;
    for (const attribute of ["aria-label", "title"]) button.setAttribute(attribute, word(this.data, "close"));
  }

  // The label keeps as far away as the plot and its ring reach at the zoom of the moment.
  private label(plot: Plot): Label {
    const wide = (radius: number) => this.size(plot, radius) / 2;
    const reach = () => Math.max(this.dotRadius, Math.min(REACH_MOST_PX, wide(plot.radius)));
    return {
      kind: "plot",
      text: plot.name,
      at: plot.at,
      get reach(): readonly [number, number] {
        return [reach(), reach()];
      },
      get ring() {
        return wide(plot.ring);
      },
    };
  }

  private size({ at }: Plot, radius: number): number {
    return this._map ? pixels(radius * 2, at.lat, this._map.getZoom()) : 0;
  }

  // An outline for the plots that are large enough at this zoom, a dot for the others.
  private choose(): void {
    for (const plot of this.plots) {
      const form = this.size(plot, plot.radius) < this.data.style.plot.dotBelowPx ? "dot" : "outline";
      if (plot.form === form) continue;
      const shown = plot.form && plot.shapes[plot.form];
      const hadFocus = shown !== undefined && document.activeElement === elementOf(shown);
      if (shown) this.removeLayer(shown);
      plot.form = form;
      const shape = (plot.shapes[form] ??= this.shape(plot, form));
      this.addLayer(shape);
      if (hadFocus) elementOf(shape)?.focus({ preventScroll: true });
    }
  }

  private shape(plot: Plot, form: Form): L.Path {
    const { weight, fillOpacity } = this.data.style.plot;
    const colour = this.colourOf(plot);
    const look = { renderer: this.renderer, color: colour, fillColor: colour, weight, fillOpacity, className: "plot" };
    const shape = form === "outline"
      ? (L.GeoJSON.geometryToLayer(plot.feature, look as L.GeoJSONOptions) as L.Path)
      : L.circleMarker(plot.at, { ...look, radius: this.dotRadius, color: "#fff", fillOpacity: 1 });
    shape.bindTooltip(() => tooltipContent(plot, this.data), { sticky: true });
    shape.on("click", (event) => this.clicked(event, plot));
    shape.on("add", () => this.reach(shape, plot));
    return shape;
  }

  private clicked(event: L.LeafletMouseEvent, plot: Plot): void {
    if (this._map.getContainer().classList.contains("drawing")) return;
    L.DomEvent.stopPropagation(event);
    this.open(plot, plot.form === "dot" ? plot.at : event.latlng);
  }

  // Elements of their own can be tabbed to; on a canvas the search field is the way for the keyboard.
  private reach(shape: L.Path, plot: Plot): void {
    const element = elementOf(shape);
    if (element && !element.hasAttribute("tabindex")) makeReachable(element, plot.name, () => this.open(plot, undefined, element));
  }

  private select(plot: Plot, isOn: boolean): void {
    const { weight, selectedWeight } = this.data.style.plot;
    for (const shape of Object.values(plot.shapes)) shape.setStyle({ weight: isOn ? selectedWeight : weight });
    this.fire("select", { plot, isOn });
  }
}

/** What the layer tells when a plot is opened or closed. */
export type Selection = L.LeafletEvent & { plot: Plot; isOn: boolean };

// On a canvas there is none.
const elementOf = (shape: L.Path) => shape.getElement() as SVGElement | undefined;
