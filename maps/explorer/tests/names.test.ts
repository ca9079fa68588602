import { describe, expect, it } from "vitest";

import { learnNames, named } from "../src/names";
import type { Items } from "../src/service/service";

const items = (...names: [string, string | null][]): Items =>
  ({
    type: "FeatureCollection",
    numberReturned: names.length,
    links: [],
    features: names.map(([name, name_en], i) => ({ type: "Feature", id: String(i), geometry: null, properties: { name, name_en } })),
  }) as unknown as Items;

describe("names", () => {
  it("are told in English where they are known, and else as they are written", () => {
    expect(named("安亭镇", "en")).toBe("安亭镇");
    learnNames(items(["安亭镇", "Anting"], ["无名", null], ["嘉定区", "another"]));
    expect(["安亭镇", "无名", "嘉定区", "工业用地"].map((name) => named(name, "en"))).toEqual(["Anting", "无名", "Jiading District", "Industrial land"]);
  });

  it("stay as they are in Chinese", () => {
    learnNames(items(["安亭镇", "Anting"]));
    expect(named("安亭镇", "zh")).toBe("安亭镇");
  });
});
