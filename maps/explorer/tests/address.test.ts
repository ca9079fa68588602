import { describe, expect, it } from "vitest";

import { readAddress, START, writeAddress, type State } from "../src/state/address";
import type { Condition } from "../src/state/conditions";

const CONDITIONS: Condition[] = [
  { kind: "near", target: "metro:11", within: "1.5km", certain: true },
  { kind: "range", property: "area_mu", min: 20, max: 50 },
  { kind: "range", property: "floor_area_ratio", min: 2 },
  { kind: "range", property: "metro_distance_m", max: 800 },
  { kind: "choice", property: "status", values: ["listed", "announced"] },
  { kind: "choice", property: "town", values: ["外冈镇", "a,b", "x&y=z"] },
  { kind: "words", text: "汽车 半导体" },
  { kind: "inside", shape: { kind: "circle", centre: [121.2, 31.3], radius_m: 800 } },
  { kind: "written", cql2: "name LIKE '%A%' OR far = 2" },
];

describe("the address", () => {
  it.each(CONDITIONS)("brings back the condition %o", (condition) => {
    expect(readAddress(writeAddress({ ...START, conditions: [condition] })).conditions).toEqual([condition]);
  });

  it.each([
    { kind: "rectangle", corners: [121.1, 31.2, 121.3, 31.4] },
    { kind: "polygon", ring: [[121.1, 31.2], [121.3, 31.2], [121.2, 31.4]] },
  ] as const)("brings back the shape %o", (shape) => {
    const state = { ...START, conditions: [{ kind: "inside", shape } as const] };
    expect(readAddress(writeAddress(state)).conditions).toEqual(state.conditions);
  });

  it("brings back the whole state", () => {
    const state: State = {
      conditions: CONDITIONS,
      sort: "-area_mu",
      view: { zoom: 12.25, centre: [121.21, 31.37] },
      plot: "waigang-29-08",
      compared: ["a", "b"],
      basemap: "gaode",
      colour: "floor_area_ratio",
      unit: "ha",
    };
    expect(readAddress(writeAddress(state))).toEqual(state);
  });

  it("is empty where nothing was chosen", () => {
    expect(writeAddress(START)).toBe("");
    expect(readAddress("")).toEqual(START);
  });

  it("keeps what is not its own", () => {
    expect(writeAddress(START, { lang: "zh" })).toBe("?lang=zh");
  });

  it.each(["at=north", "at=1/2", "at=12/95/121", "inside=circle:1,2", "inside=square:1,2,3,4", "area_mu=..", "area_mu=a..b", "near=", "status=", "unit=acre"])(
    "passes over %s, which cannot be read",
    (query) => {
      expect(readAddress(`?${query}`)).toEqual(START);
    },
  );

  it("holds no more plots side by side than there is room for", () => {
    expect(readAddress("?compare=a,b,c,d,e").compared).toEqual(["a", "b", "c", "d"]);
  });

  it("is readable", () => {
    const conditions: Condition[] = [
      { kind: "near", target: "metro", within: "1km" },
      { kind: "choice", property: "status", values: ["listed", "leasing"] },
    ];
    expect(writeAddress({ ...START, conditions, view: { zoom: 12, centre: [121.2, 31.3] } })).toBe("?near=metro&within=1km&status=listed,leasing&at=12/31.3/121.2");
  });
});
