import { describe, expect, it } from "vitest";

import { CELL_PX, heapUp, radiusOf } from "../src/map/heaps";

const chance = (seed: number) => () => (seed = (seed * 48271) % 2147483647) / 2147483647;

describe("heaps", () => {
  const random = chance(7);
  const all = Array.from({ length: 4000 }, () => ({ x: random() * 512, y: random() * 512, count: 1 + Math.floor(random() ** 6 * 900) }));

  it("hold every plot once", () => {
    const { heaps, single } = heapUp(all);
    const sum = (counted: readonly { count: number }[]) => counted.reduce((n, one) => n + one.count, 0);
    expect(sum(heaps) + sum(single)).toBe(sum(all));
  });

  it("never cover each other", () => {
    const { heaps } = heapUp(all);
    expect(heaps.length).toBeGreaterThan(30);
    for (const [i, a] of heaps.entries()) {
      for (const b of heaps.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(a.radius + b.radius - 1e-9);
    }
  });

  it("leave alone what stands in cells where nothing is counted together", () => {
    const [apart, close] = [{ x: 10, y: 10, count: 1 }, { x: CELL_PX + 1, y: 3, count: 1 }];
    const { heaps, single } = heapUp([apart, close, { x: CELL_PX + 30, y: 40, count: 5 }]);
    expect(single).toEqual([apart]);
    expect(heaps.map((one) => one.count)).toEqual([6]);
  });

  it("grow with their number, within their cell", () => {
    expect(radiusOf(10)).toBeGreaterThan(radiusOf(2));
    expect(radiusOf(1e9)).toBeLessThan(CELL_PX / 2);
  });
});
