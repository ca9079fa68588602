import { describe, expect, it } from "vitest";

import { isOfTheWeb } from "../src/overview/addresses";
import { matching, type Named } from "../src/overview/matching";

const NAMED: Named[] = [
  { name: "嘉定北", other: "North Jiading" },
  { name: "嘉定电子商务产业园", other: "Jiading E-commerce Industrial Park", id: "jiading-ecommerce" },
  { name: "外冈镇", other: "Waigang" },
  { name: "新嘉定", id: "１７０４" },
];

const found = (text: string, most = 9) => matching(text, NAMED, (one) => one, most).map(({ name }) => name);

describe("searching by name", () => {
  it("finds names in either language and ids, whatever their case and width", () => {
    expect(found("ＮＯＲＴＨ jia")).toEqual(["嘉定北"]);
    expect(found(" jiading-ecom ")).toEqual(["嘉定电子商务产业园"]);
    expect(found("1704")).toEqual(["新嘉定"]);
  });

  it("puts names that begin with the text first, and ends after the most", () => {
    expect(found("嘉定")).toEqual(["嘉定北", "嘉定电子商务产业园", "新嘉定"]);
    expect(found("嘉定", 2)).toHaveLength(2);
  });

  it.each(["", "  ", "nowhere", "undefined"])("finds nothing for %o", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a source's address", () => {
  it.each(["https://example.org", "HTTP://example.org/a?b"])("%s may be a link", (address) => {
    expect(isOfTheWeb(address)).toBe(true);
  });

  it.each(["javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "", "httpsx://a"])("%s may not", (address) => {
    expect(isOfTheWeb(address)).toBe(false);
  });
});
