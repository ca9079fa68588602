import { describe, expect, it } from "vitest";

import { firstFault, type Field } from "../src/panels/fields";
import { whyNot } from "../src/panels/refusal";
import { words } from "../src/words";

const say = words("zh");
const field = (name: string): Field => ({ name, label: name, kind: "text", required: false });

describe("a refusal", () => {
  it("leaves to the fields what is theirs, and says the rest", () => {
    const problem = { type: "urn:dikuai:problem:bad-submission", title: "Bad submission", errors: [{ field: "phone", message: "坏号码" }] };
    expect(whyNot(problem, ["phone"], say)).toEqual([say("refused_fields")]);
    expect(whyNot(problem, ["message"], say)).toEqual(["坏号码"]);
  });

  it.each([
    ["too-many", "refused_too_many"],
    ["not-stored", "refused_not_stored"],
  ] as const)("for %s has words of its own", (kind, said) => {
    expect(whyNot({ type: `urn:dikuai:problem:${kind}`, title: "" }, [], say)).toEqual([say(said)]);
  });

  it("by a gateway is told by its status, and that nothing is lost", () => {
    expect(whyNot({ title: "Bad Gateway", status: 502 }, [], say)).toEqual([say("refused_otherwise", { status: 502 }), say("nothing_lost")]);
    expect(whyNot({ title: "offline" }, [], say)).toEqual([say("offline"), say("nothing_lost")]);
  });

  it("leads to the first field in the order of the form", () => {
    expect(firstFault([field("a"), field("b"), field("c")], { c: "x", b: "x" })).toBe("b");
    expect(firstFault([field("a")], { other: "x" })).toBeUndefined();
  });
});
