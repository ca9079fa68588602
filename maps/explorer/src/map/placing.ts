// Where a name may stand around what it names, and what it would be over there.

import type { LabelKind } from "../settings";

export type Box = readonly [left: number, top: number, right: number, bottom: number];

const GAP_PX = 3;
const REACH_PX = 7;

export const overlaps = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
export const within = (a: Box, b: Box) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

export interface Named {
  kind: LabelKind;
  /** Half the width and height in pixels of what is named. */
  reach?: readonly [x: number, y: number];
}

/** Where a label may stand around its point, the best place first: the upper left corner's offset. */
export function places({ kind, reach }: Named, width: number, height: number): [number, number][] {
  const [middle, centre] = [-width / 2, -height / 2];
  if (kind === "link") return [[middle, centre]];
  if (kind === "town") return [[middle, centre], [middle, -height - GAP_PX], [middle, GAP_PX]];
  const [x, y] = [(reach?.[0] ?? REACH_PX) + GAP_PX, (reach?.[1] ?? REACH_PX) + GAP_PX];
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

export interface Circle {
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
