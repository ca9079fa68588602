import { describe, expect, it } from "vitest";

import { asks, withCondition, without, type Condition } from "../src/state/conditions";

const area: Condition = { kind: "range", property: "area_mu", min: 20 };
const far: Condition = { kind: "range", property: "floor_area_ratio", min: 2 };

describe("conditions", () => {
  it("take the place of those of the same property", () => {
    expect(withCondition([area, far], { ...area, min: 30 })).toEqual([{ ...area, min: 30 }, far]);
    expect(withCondition([area], far)).toEqual([area, far]);
  });

  it("are taken away by their key", () => {
    expect(without([area, far], "area_mu")).toEqual([far]);
    expect(without([{ kind: "near", target: "metro" }, far], "near")).toEqual([far]);
  });

  it.each<[Condition, boolean]>([
    [area, true],
    [{ kind: "range", property: "area_mu" }, false],
    [{ kind: "range", property: "area_mu", min: 0 }, true],
    [{ kind: "choice", property: "status", values: [] }, false],
    [{ kind: "near", target: "" }, false],
    [{ kind: "words", text: "  " }, false],
    [{ kind: "written", cql2: "" }, false],
    [{ kind: "inside", shape: { kind: "circle", centre: [0, 0], radius_m: 1 } }, true],
  ])("ask something or nothing: %o", (condition, expected) => {
    expect(asks(condition)).toBe(expected);
  });
});
