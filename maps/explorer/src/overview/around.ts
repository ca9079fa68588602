// What is drawn about the plots: the ring that each surely lies in, and the line to what is nearest.

import L from "leaflet";

import type { Label, Labels } from "../map/labels";
import { ringLook } from "../map/looks";
import { Labelled } from "../map/reference";
import { zoomOf } from "../map/scale";
import type { Style } from "../settings";
import type { Target } from "./data";
import type { Plot, Plots, Selection } from "./plots";

/** A line shorter than this has no room for its length. */
const LABEL_PX = 110;

/** The dashed rings; the one of the open plot stands out. */
export class Rings extends L.LayerGroup {
  constructor(plots: Plots, style: Style) {
    super();
    const isMany = plots.plots.length > style.canvasAbove;
    const renderer = isMany ? L.canvas({ pane: "rings" }) : L.svg({ pane: "rings" });
    const look = (isStrong: boolean) => ({ ...ringLook(style.ring, isStrong), ...(isMany && { fillOpacity: 0 }) });
    const rings = new Map<string, L.Circle>();
    for (const plot of plots.plots.filter((one) => one.ring)) {
      const color = plots.colourOf(plot);
      rings.set(plot.id, L.circle(plot.at, { ...look(false), renderer, color, radius: plot.ring, interactive: false, className: "ring" }));
    }
    for (const ring of rings.values()) this.addLayer(ring);
    plots.on("select", (event) => {
      const { plot, isOn } = event as Selection;
      rings.get(plot.id)?.setStyle(look(isOn));
    });
  }
}

/** From each plot's edge to what is nearest, with the length where there is room for it; of a crowd, only the open one's. */
export class Links extends Labelled {
  constructor(
    plots: Plots,
    labels: Labels,
    private readonly style: Style,
  ) {
    super(labels, "links", []);
    if (plots.plots.length <= style.crowdAbove) this.draw(plots.plots);
    else
      plots.on("select", (event) => {
        const { plot, isOn } = event as Selection;
        this.draw(isOn ? [plot] : []);
      });
  }

  private draw(plots: readonly Plot[]): void {
    const targets = plots.flatMap(({ nearest }) => (nearest?.path && nearest.metres > 0 ? [nearest] : []));
    this.clearLayers();
    for (const target of targets) this.addLayer(this.line(target));
    this.name(targets.map(linkLabel));
  }

  private line({ path, match }: Target): L.Polyline {
    const { weight, opacity, possibleDash } = this.style.link;
    const dash = match === "possible" ? { dashArray: possibleDash } : {};
    return L.polyline(ends(path), { weight, opacity, ...dash, pane: "links", interactive: false, className: "link" });
  }
}

const ends = (path: Target["path"]) => (path ?? []).map(([lon, lat]) => L.latLng(lat, lon));

function linkLabel({ path, length, spread, metres }: Target): Label {
  const at = L.latLngBounds(ends(path)).getCenter();
  return { kind: "link", text: spread ? `${length} ± ${spread}` : length, at, least: zoomOf(LABEL_PX, metres, at.lat) };
}
