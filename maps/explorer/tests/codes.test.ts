import { describe, expect, it } from "vitest";

import { apart } from "../src/map/codes";

const codes = (text: string) => apart(text).filter(({ isCode }) => isCode).map(({ part }) => part);

describe("the codes in a name", () => {
  it.each([
    ["嘉定区外冈镇 JDS3-0101 单元 29-08 地块", ["JDS3-0101", "29-08"]],
    ["JD-1", ["JD-1"]],
    ["Lot 1704, Waigang", []],
    ["a - b", []],
    ["a-very-long-chain-of-words-that-may-well-be-broken", []],
    ["", []],
  ])("of %s are found", (text, expected) => {
    expect(codes(text)).toEqual(expected);
    expect(apart(text).map(({ part }) => part).join("")).toBe(text);
  });
});
