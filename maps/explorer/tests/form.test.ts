import { describe, expect, it } from "vitest";

import { faultsOf, type Field } from "../src/panels/fields";
import { isPhone } from "../src/panels/phone";

const FIELDS: Field[] = [
  { name: "phone", label: "", kind: "tel", required: true, check: (text) => (isPhone(text) ? null : "bad") },
  { name: "company", label: "", kind: "text", required: false },
  { name: "consent", label: "", kind: "consent", required: true },
];

describe("a form", () => {
  it("says all that is wrong at once", () => {
    expect(faultsOf(FIELDS, { phone: "12" }, "missing")).toEqual({ phone: "bad", consent: "missing" });
    expect(faultsOf(FIELDS, { phone: "   " }, "missing")).toEqual({ phone: "missing", consent: "missing" });
  });

  it("has nothing against what is right", () => {
    expect(faultsOf(FIELDS, { phone: "138 0013 8000", consent: "true" }, "missing")).toEqual({});
  });

  it.each(["13800138000", "+86 138-0013-8000", "021-1234 5678", "(021) 12345678 转 801"])("takes %s for a phone number", (text) => {
    expect(isPhone(text)).toBe(true);
  });

  it.each(["", "12345", "call me", "138<script>"])("does not take %s for one", (text) => {
    expect(isPhone(text)).toBe(false);
  });
});
