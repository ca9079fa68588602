import { describe, expect, it } from "vitest";

import { shapeOf } from "../src/map/figure";
import { areaOf, distance, lengthOf } from "../src/map/geodesy";
import type { Position } from "../src/state/conditions";
import { askPython } from "./library";

const SQUARE: Position[] = [[121.2, 31.3], [121.21, 31.3], [121.21, 31.31], [121.2, 31.31]];

const ODD: Position[] = [[121.2, 31.3], [121.23, 31.305], [121.228, 31.33], [121.19, 31.32]];

/** Area and perimeter on the ellipsoid, by GeographicLib. */
function onEllipsoid(ring: Position[]): [area: number, perimeter: number] {
  const script = "from pyproj import Geod; told = Geod(ellps='GRS80').polygon_area_perimeter(*zip(*given))";
  const [area, perimeter] = askPython<[number, number]>(script, ring);
  return [Math.abs(area), perimeter];
}

describe("on the ground", () => {
  it.each([[SQUARE], [ODD], [ODD.slice(1)]])("length and area of %o are those on the ellipsoid", (ring) => {
    const [area, perimeter] = onEllipsoid(ring);
    expect(lengthOf(ring, true) / perimeter).toBeCloseTo(1, 6);
    expect(areaOf(ring) / area).toBeCloseTo(1, 4);
  });

  it("lengths add up, around a closed figure too", () => {
    expect(lengthOf(SQUARE.slice(0, 3))).toBeCloseTo(lengthOf(SQUARE.slice(0, 2)) + lengthOf(SQUARE.slice(1, 3)), 6);
    expect(lengthOf(SQUARE, true)).toBeGreaterThan(lengthOf(SQUARE));
    expect(lengthOf([])).toBe(0);
  });

  it("an area is the same whichever way round", () => {
    expect(areaOf([...SQUARE].reverse())).toBeCloseTo(areaOf(SQUARE), 3);
  });
});

describe("a figure", () => {
  it("makes a rectangle of any two corners", () => {
    expect(shapeOf("rectangle", [[2, 1], [1, 3]])).toEqual({ kind: "rectangle", corners: [1, 1, 2, 3] });
  });

  it("makes a circle of its centre and its rim", () => {
    expect(shapeOf("circle", [SQUARE[0]!, SQUARE[1]!])).toEqual({ kind: "circle", centre: SQUARE[0], radius_m: Math.round(distance(SQUARE[0]!, SQUARE[1]!)) });
  });

  it.each<[Parameters<typeof shapeOf>[0], Position[]]>([
    ["rectangle", [[1, 1]]],
    ["rectangle", [[1, 1], [1, 2]]],
    ["circle", [[1, 1], [1, 1]]],
    ["polygon", [[1, 1], [2, 2]]],
    ["line", SQUARE],
  ])("makes no shape of too little: %s of %o", (figure, points) => {
    expect(shapeOf(figure, points)).toBeNull();
  });
});
