import { describe, expect, it } from "vitest";

import { inkOn } from "../src/map/elements";

const COLOURS = ["#e3002b", "#8cc220", "#fcd600", "#461d84", "#944d9a", "#d40068", "#ed6f00", "#0094d8", "#7aaed0", "#c6afd4", "#777777", "#6f6f6f"];

function contrast(a: string, b: string): number {
  const bright = (colour: string) => {
    const wide = colour.length === 4 ? `#${[...colour.slice(1)].map((one) => one + one).join("")}` : colour;
    const parts = [1, 3, 5].map((at) => parseInt(wide.slice(at, at + 2), 16) / 255);
    const linear = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  };
  const [high, low] = [bright(a), bright(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe("the number of a line", () => {
  it.each(COLOURS)("can be read on %s", (colour) => {
    expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
  });
});
