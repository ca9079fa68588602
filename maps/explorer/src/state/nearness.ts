// What a nearness says: where, where that is a position, and how far, where that is a distance.

import type { Position } from "./conditions";

const POSITION = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/;
const LENGTH = /^(\d+(?:\.\d+)?)(km|m)?$/;

/** The longitude and latitude that a target is; null where it is something else. */
export function positionOf(target: string): Position | null {
  const [, lon, lat] = POSITION.exec(target) ?? [];
  return lon && lat ? [Number(lon), Number(lat)] : null;
}

/** A distance that is asked for, in metres; null where it is a walk, or none. */
export function metresOf(within: string | undefined): number | null {
  const [, amount, unit] = LENGTH.exec(within ?? "") ?? [];
  return amount ? Number(amount) * (unit === "km" ? 1000 : 1) : null;
}
