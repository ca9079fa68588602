import { describe, expect, it } from "vitest";

import { isCut, places } from "../src/map/placing";
import { metresOf, positionOf } from "../src/state/nearness";

describe("a label", () => {
  it("stands beside what it names, wherever it stands", () => {
    const reach = [20, 10] as const;
    for (const [left, top] of places({ kind: "plot", reach }, 100, 30)) {
      const isApart = left >= reach[0] || left + 100 <= -reach[0] || top >= reach[1] || top + 30 <= -reach[1];
      expect(isApart, `${left},${top}`).toBe(true);
    }
  });

  it("stands within what has room for it", () => {
    expect(places({ kind: "plot", reach: [90, 40] }, 100, 30)[0]).toEqual([-50, -15]);
  });

  it("is cut by the edge of a circle, not by its inside", () => {
    const circle = { x: 0, y: 0, radius: 50 };
    expect(isCut([40, -5, 60, 5], circle)).toBe(true);
    expect(isCut([-10, -10, 10, 10], circle)).toBe(false);
    expect(isCut([60, 60, 90, 90], circle)).toBe(false);
    expect(isCut([-60, -60, 60, 60], circle)).toBe(true);
  });
});

describe("a target", () => {
  it("has its distance in metres, where it is one", () => {
    expect(["800", "800m", "1.5km", "15min", undefined].map(metresOf)).toEqual([800, 800, 1500, null, null]);
  });

  it("is a position where it is two numbers", () => {
    expect(["121.2,31.3", "-3.5,50", "metro:11", "station:安亭", "1,2,3"].map(positionOf)).toEqual([[121.2, 31.3], [-3.5, 50], null, null, null]);
  });
});
