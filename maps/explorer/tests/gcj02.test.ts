import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";

import { gcj02FromWgs84, wgs84FromGcj02 } from "../src/map/gcj02";

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
    const script = "import json, sys; import numpy as np; from geo.gcj02 import gcj02_from_wgs84 as f; print(json.dumps(np.column_stack(f(*np.array(json.load(sys.stdin)).T)).tolist()))";
    const python = new URL("../../../.venv/bin/python", import.meta.url).pathname;
    const told = execFileSync(python, ["-c", script], { input: JSON.stringify(PLACES), cwd: new URL("../../..", import.meta.url).pathname });
    const expected = JSON.parse(told.toString()) as [number, number][];
    PLACES.forEach((place, i) => {
      const [lon, lat] = gcj02FromWgs84(place);
      expect(Math.abs(lon - expected[i]![0])).toBeLessThan(1e-9);
      expect(Math.abs(lat - expected[i]![1])).toBeLessThan(1e-9);
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
