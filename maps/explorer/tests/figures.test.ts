import { describe, expect, it } from "vitest";

import { area, length, money } from "../src/figures";
import { shortened } from "../src/map/count";

describe("figures", () => {
  it.each([
    [17_666.67, "mu", "zh", "26.5 亩"],
    [17_666.67, "m2", "en", "17,667 m²"],
    [17_666.67, "ha", "zh", "1.77 公顷"],
  ] as const)("write %d m² in %s, %s", (m2, unit, lang, text) => {
    expect(area(m2, unit, lang)).toBe(text);
  });

  it.each([
    [602.3, "zh", "602 米"],
    [999.4, "en", "999 m"],
    [999.6, "en", "1 km"],
    [6_904, "en", "6.9 km"],
    [12_345, "zh", "12.3 公里"],
  ] as const)("write a distance of %d m, %s", (metres, lang, text) => {
    expect(length(metres, lang)).toBe(text);
  });

  it.each([
    [9_500, "zh", "9,500 元"],
    [28_030_000, "zh", "2,803 万元"],
    [280_300_000, "zh", "2.8 亿元"],
    [28_030_000, "en", "CNY 28.03 million"],
  ] as const)("write %d yuan, %s", (cny, lang, text) => {
    expect(money(cny, lang)).toBe(text);
  });

  it.each([
    [7, "7"],
    [999, "999"],
    [1_234, "1.2k"],
    [12_345, "12.3k"],
    [123_456, "123k"],
    [1_234_567, "1.2M"],
  ])("shorten a count of %d", (count, text) => {
    expect(shortened(count)).toBe(text);
  });
});
