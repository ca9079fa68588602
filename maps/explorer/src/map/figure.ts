// What is drawn by hand, as the shape that it makes.

import type { Position, Shape } from "../state/conditions";
import { distance } from "./geodesy";

export type Figure = "rectangle" | "polygon" | "circle" | "line" | "point";

/** The shape that points make; null where they are too few or too close. */
export function shapeOf(figure: Figure, points: readonly Position[]): Shape | null {
  const [a, b] = points;
  if (figure === "rectangle" && a && b && a[0] !== b[0] && a[1] !== b[1]) {
    return { kind: "rectangle", corners: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] };
  }
  if (figure === "circle" && a && b && distance(a, b) >= 1) return { kind: "circle", centre: a, radius_m: Math.round(distance(a, b)) };
  if (figure === "polygon" && points.length > 2) return { kind: "polygon", ring: points };
  return null;
}
