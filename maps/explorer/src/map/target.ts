// What plots are asked to be near to: a pin where it is, and about it the distance that is asked.

import L from "leaflet";

import type { Items } from "../service/service";
import type { Nearness } from "../state/conditions";
import { metresOf, positionOf } from "../state/nearness";
import { spotOf } from "./plots";

/** Where named things are, by what asks for nearness to them. */
export class Targets {
  private readonly known = new Map<string, L.LatLng>();

  /** Learn where the things of a reference collection are. */
  learn(kind: "station" | "place", items: Items): void {
    for (const { properties, geometry } of items.features) {
      const spot = spotOf(geometry);
      if (spot) this.known.set(`${kind}:${String(properties["name"])}`, spot.at);
    }
  }

  /** Where a target is; null where it is no one place, or not known. */
  at(target: string): L.LatLng | null {
    const position = positionOf(target);
    return position ? L.latLng(position[1], position[0]) : (this.known.get(target) ?? null);
  }
}

/** What shows a target on the map. */
export function targetLayers({ within }: Nearness, at: L.LatLng): L.Layer[] {
  const radius = metresOf(within);
  const pin = L.circleMarker(at, { pane: "drawing", className: "target", radius: 7, interactive: false });
  return radius ? [L.circle(at, { pane: "drawing", className: "drawn", radius, interactive: false }), pin] : [pin];
}

