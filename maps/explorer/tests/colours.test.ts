import { describe, expect, it } from "vitest";

import { colouring, COLOURED_BY, type StatusColours } from "../src/map/colours";

const STYLE: StatusColours = { status: { listed: "#111111" }, unstated: "#999999" };

describe("colours", () => {
  it("tell the status, and that there is none", () => {
    const { of } = colouring("status", STYLE);
    expect([of({ status: "listed" }), of({ status: "odd" }), of({})]).toEqual(["#111111", "#999999", "#999999"]);
  });

  it.each(COLOURED_BY.filter((one) => one !== "status"))("of %s follow their legend", (property) => {
    const { of, swatches, unstated } = colouring(property, STYLE);
    for (const { colour, from, to } of swatches) {
      if (from !== undefined) expect(of({ [property]: from })).toBe(colour);
      if (to !== undefined) expect(of({ [property]: to - 0.01 })).toBe(colour);
    }
    expect(of({ [property]: null })).toBe(unstated);
    expect(new Set(swatches.map((one) => one.colour)).size).toBe(swatches.length);
  });

  it("are deepest where the metro is nearest, and where the area is largest", () => {
    const [near, large] = [colouring("metro_distance_m", STYLE), colouring("area_mu", STYLE)];
    expect(near.of({ metro_distance_m: 10 })).toBe(large.of({ area_mu: 1000 }));
  });
});
