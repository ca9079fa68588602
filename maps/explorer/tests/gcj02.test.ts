import { describe, expect, it } from "vitest";

import { gcj02FromWgs84, wgs84FromGcj02 } from "../src/map/gcj02";
import { askPython } from "./library";

const PLACES = [
  [121.166, 31.383],
  [116.404, 39.915],
  [75.99, 39.47],
  [109.51, 18.25],
  [126.53, 45.8],
] as const;

const METRE_DEG = 1 / 111_320;

describe("GCJ-02", () => {
  it("is the library's own, written once more", () => {
    const wide = Array.from({ length: 400 }, (_, i): [number, number] => [70 + (i % 20) * 3.61, Math.floor(i / 20) * 2.97]);
    const script = "import numpy as np; from geo.gcj02 import gcj02_from_wgs84 as f; told = np.column_stack(f(*np.array(given).T)).tolist()";
    const expected = askPython<[number, number][]>(script, wide);
    wide.forEach((place, i) => {
      const there = gcj02FromWgs84(place);
      const back = wgs84FromGcj02(there);
      for (const axis of [0, 1] as const) {
        expect(Math.abs(there[axis] - expected[i]![axis])).toBeLessThan(1e-9);
        expect(Math.abs(back[axis] - place[axis])).toBeLessThan(1e-9);
      }
    });
  });

  it.each(PLACES)("moves %d, %d by hundreds of metres, and back to within a millimetre", (lon, lat) => {
    const there = gcj02FromWgs84([lon, lat]);
    expect(Math.hypot(there[0] - lon, there[1] - lat)).toBeGreaterThan(100 * METRE_DEG);
    const back = wgs84FromGcj02(there);
    expect(Math.hypot(back[0] - lon, back[1] - lat)).toBeLessThan(1e-3 * METRE_DEG);
  });

  it("moves nothing outside of China", () => {
    expect(gcj02FromWgs84([2.35, 48.85])).toEqual([2.35, 48.85]);
    expect(wgs84FromGcj02([2.35, 48.85])).toEqual([2.35, 48.85]);
  });
});
