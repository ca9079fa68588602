import { describe, expect, it } from "vitest";

import type { Condition } from "../src/state/conditions";
import { asksDatum, bestOf, conditionsOf, optionsOf, type Phrase, type Suggestion } from "../src/state/suggested";

const span = { text: "安亭", start: 0, end: 2 };
const town: Condition = { kind: "choice", property: "town", values: ["安亭镇"] };
const phrase = (conditions: Condition[], unread: string[] = []): Phrase => ({
  text: "",
  conditions: conditions.map((one) => ({ ...one, ...span })) as Phrase["conditions"],
  unread: unread.map((text) => ({ ...span, text })),
});
const suggestion = (kind: Suggestion["kind"], condition: Condition | null = null): Suggestion => ({ kind, title: kind, position: null, condition });

describe("what is suggested", () => {
  it("tells a phrase that is no more than a name once", () => {
    const found = { phrase: phrase([town]), suggestions: [suggestion("town", town), suggestion("station")] };
    expect(optionsOf(found)).toEqual(found.suggestions);
    expect(optionsOf({ ...found, suggestions: [suggestion("station")] })[0]).toBe(found.phrase);
  });

  it("looks for what was not read of a phrase as words", () => {
    expect(conditionsOf(phrase([town], ["foo", "bar"]))).toEqual([town, { kind: "words", text: "foo bar" }]);
  });

  it("asks for the datum of a position that may be of several", () => {
    const positions = [suggestion("coordinates"), suggestion("coordinates")];
    expect(asksDatum({ phrase: null, suggestions: positions })).toBe(true);
    expect(asksDatum({ phrase: null, suggestions: positions.slice(1) })).toBe(false);
  });

  it("is taken by Enter: what was read first, or the best name, or nothing", () => {
    const [read, unread] = [phrase([town]), phrase([], ["foo"])];
    expect(bestOf({ phrase: read, suggestions: [suggestion("plot")] })).toBe(read);
    expect(bestOf({ phrase: unread, suggestions: [suggestion("plot")] })).toMatchObject({ kind: "plot" });
    expect(bestOf({ phrase: unread, suggestions: [] })).toBe(unread);
    expect(bestOf({ phrase: null, suggestions: [] })).toBeNull();
  });
});
