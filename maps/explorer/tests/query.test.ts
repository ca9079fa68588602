import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Condition } from "../src/state/conditions";
import { named, queryOf, quoted } from "../src/state/query";

interface Case {
  text: string;
  conditions: Condition[];
  query: Record<string, string>;
}

// the same cases are those of geo/phrases
const CASES = JSON.parse(readFileSync(new URL("../../../tests/phrases_to_queries.json", import.meta.url), "utf8")) as Case[];

const asked = (...conditions: Condition[]) => Object.fromEntries(queryOf(conditions));

describe("the query", () => {
  it("asks nothing where there is no condition", () => {
    expect(asked()).toEqual({});
  });

  it("uses the service's own parameters where it has one", () => {
    const near: Condition = { kind: "near", target: "metro", within: "1km", certain: true };
    expect(asked(near, { kind: "words", text: "外冈" })).toEqual({ near: "metro", within: "1km", certainty: "certain", q: "外冈" });
  });

  it.each<[Condition, string]>([
    [{ kind: "range", property: "area_mu", min: 20 }, "area_mu >= 20"],
    [{ kind: "range", property: "area_mu", max: 50 }, "area_mu <= 50"],
    [{ kind: "range", property: "area_mu", min: 20, max: 50 }, "area_mu BETWEEN 20 AND 50"],
    [{ kind: "choice", property: "status", values: ["listed"] }, "status = 'listed'"],
    [{ kind: "choice", property: "status", values: ["listed", "leasing"] }, "status IN ('listed','leasing')"],
    [{ kind: "choice", property: "metro_lines", values: ["11", "14"] }, "A_OVERLAPS(metro_lines,('11','14'))"],
    [{ kind: "written", cql2: "a = 1 OR b = 2" }, "(a = 1 OR b = 2)"],
    [{ kind: "inside", shape: { kind: "rectangle", corners: [1, 2, 3, 4] } }, "S_INTERSECTS(geometry,BBOX(1,2,3,4))"],
    [{ kind: "inside", shape: { kind: "circle", centre: [1, 2], radius_m: 300 } }, "S_DWITHIN(geometry,POINT(1 2),300)"],
    [{ kind: "inside", shape: { kind: "polygon", ring: [[0, 0], [1, 0], [0, 1]] } }, "S_INTERSECTS(geometry,POLYGON((0 0,1 0,0 1,0 0)))"],
  ])("writes %o in CQL2", (condition, filter) => {
    expect(asked(condition)).toEqual({ filter });
  });

  it("joins conditions by AND", () => {
    const { filter } = asked({ kind: "range", property: "area_mu", min: 20 }, { kind: "choice", property: "town", values: ["外冈镇"] });
    expect(filter).toBe("area_mu >= 20 AND town = '外冈镇'");
  });

  it("keeps a text a text, whatever is in it", () => {
    expect(quoted("' OR 1=1 --")).toBe("''' OR 1=1 --'");
    expect(named('odd "name"')).toBe('"odd ""name"""');
  });

  it.each(CASES)("of “$text” is that which the service makes of it", ({ conditions, query }) => {
    expect(asked(...conditions)).toEqual(query);
  });
});
