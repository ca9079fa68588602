// What plots are asked to be near to: a pin where it is, and about it the distance that is asked.

import L from "leaflet";

import type { Items } from "../service/service";
import type { Nearness } from "../state/conditions";
import { spotOf } from "./plots";

const POSITION = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/;
const LENGTH = /^(\d+(?:\.\d+)?)(km|m)?$/;

/** Whether a target is a place by its longitude and latitude. */
export const isPosition = (target: string) => POSITION.test(target);

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
    const [, lon, lat] = POSITION.exec(target) ?? [];
    return lon && lat ? L.latLng(Number(lat), Number(lon)) : (this.known.get(target) ?? null);
  }
}

/** A distance that is asked for, in metres; null where it is a walk, or none. */
export function metresOf(within: string | undefined): number | null {
  const [, amount, unit] = LENGTH.exec(within ?? "") ?? [];
  return amount ? Number(amount) * (unit === "km" ? 1000 : 1) : null;
}

/** What shows a target on the map. */
export function targetLayers({ within }: Nearness, at: L.LatLng): L.Layer[] {
  const radius = metresOf(within);
  const pin = L.circleMarker(at, { pane: "drawing", className: "target", radius: 7, interactive: false });
  return radius ? [L.circle(at, { pane: "drawing", className: "drawn", radius, interactive: false }), pin] : [pin];
}

