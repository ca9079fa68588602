import { describe, expect, it } from "vitest";

import { pixels, zoomOf } from "../src/map/scale";

describe("the scale of the map", () => {
  it("shows the equator as wide as a tile at zoom 0", () => {
    expect(pixels(40_075_016.686, 0, 0)).toBeCloseTo(256, 6);
  });

  it("doubles with each zoom, and with the stretch of Web Mercator at 60°", () => {
    expect(pixels(100, 31, 15)).toBeCloseTo(2 * pixels(100, 31, 14), 9);
    expect(pixels(100, 60, 14)).toBeCloseTo(2 * pixels(100, 0, 14), 9);
  });

  it("finds the zoom at which a length has room", () => {
    expect(pixels(750, 31.3, zoomOf(110, 750, 31.3))).toBeCloseTo(110, 9);
    expect(Number.isFinite(zoomOf(110, 0, 31.3))).toBe(true);
  });
});
