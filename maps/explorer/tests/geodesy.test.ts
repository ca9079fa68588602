import { describe, expect, it } from "vitest";

import { shapeOf } from "../src/map/figure";
import { areaOf, distance, lengthOf } from "../src/map/geodesy";
import type { Position } from "../src/state/conditions";

// pyproj.Geod(ellps="WGS84"): inv(121.2, 31.3, 121.21, 31.3), inv(121.2, 31.3, 121.2, 31.31), polygon_area_perimeter
const EAST_M = 952.0397;
const NORTH_M = 1108.7472;
const SQUARE_M2 = 1_055_515.6;

const SQUARE: Position[] = [[121.2, 31.3], [121.21, 31.3], [121.21, 31.31], [121.2, 31.31]];

describe("on the ground", () => {
  it("a hundredth of a degree is as long as it is", () => {
    expect(distance(SQUARE[0]!, SQUARE[1]!)).toBeCloseTo(EAST_M, 1);
    expect(distance(SQUARE[0]!, SQUARE[3]!)).toBeCloseTo(NORTH_M, 1);
  });

  it("lengths add up, around a closed figure too", () => {
    expect(lengthOf(SQUARE.slice(0, 3))).toBeCloseTo(lengthOf(SQUARE.slice(0, 2)) + lengthOf(SQUARE.slice(1, 3)), 6);
    expect(lengthOf(SQUARE, true)).toBeGreaterThan(lengthOf(SQUARE));
    expect(lengthOf([])).toBe(0);
  });

  it("an area is that of the square, whichever way round", () => {
    expect(areaOf(SQUARE) / SQUARE_M2).toBeCloseTo(1, 6);
    expect(areaOf([...SQUARE].reverse())).toBeCloseTo(areaOf(SQUARE), 3);
  });
});

describe("a figure", () => {
  it("makes a rectangle of any two corners", () => {
    expect(shapeOf("rectangle", [[2, 1], [1, 3]])).toEqual({ kind: "rectangle", corners: [1, 1, 2, 3] });
  });

  it("makes a circle of its centre and its rim", () => {
    expect(shapeOf("circle", [SQUARE[0]!, SQUARE[1]!])).toEqual({ kind: "circle", centre: SQUARE[0], radius_m: Math.round(EAST_M) });
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
