import { describe, expect, it } from "vitest";

import { sketchOf } from "../src/map/sketch";

const square = (size: number, at: number) => [
  [121, at],
  [121 + size, at],
  [121 + size, at + size],
  [121, at + size],
  [121, at],
];

describe("the sketch of a plot", () => {
  it("is as wide and as high as the plot on the ground", () => {
    const sketch = sketchOf({ type: "Polygon", coordinates: [square(0.001, 31)] }, 100, 100)!;
    expect(sketch.across_m).toBeCloseTo(95.5, 0);
    expect(sketch.down_m).toBeCloseTo(110.9, 0);
  });

  it("fills its box without leaving it, north up", () => {
    const { path } = sketchOf({ type: "Polygon", coordinates: [square(0.001, 31)] }, 100, 50)!;
    const numbers = path.match(/[\d.]+/g)!.map(Number);
    const [xs, ys] = [numbers.filter((_, i) => i % 2 === 0), numbers.filter((_, i) => i % 2 === 1)];
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([0, 50]);
    expect(Math.min(...xs) + Math.max(...xs)).toBeCloseTo(100, 0);
    expect(ys[0]).toBe(50); // the southern corner comes first
  });

  it("shows the holes and the parts", () => {
    const parts = sketchOf({ type: "MultiPolygon", coordinates: [[square(0.01, 31), square(0.001, 31)], [square(0.001, 31.5)]] }, 100, 100)!;
    expect(parts.path.match(/Z/g)).toHaveLength(3);
  });

  it("is none of what has no outline", () => {
    expect(sketchOf({ type: "Point", coordinates: [121, 31] }, 100, 100)).toBeNull();
    expect(sketchOf(null, 100, 100)).toBeNull();
  });
});
