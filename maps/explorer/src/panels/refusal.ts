// Why something was not taken, in the reader's words; what is wrong with a field stands at the field.

import type { Problem } from "../service/service";
import type { Say } from "../words";

export interface Refused extends Problem {
  errors?: { field: string; message: string }[];
}

const KIND = /^urn:dikuai:problem:/;

/** The sentences that say why, `fields` being those of the form. */
export function whyNot(problem: Refused, fields: readonly string[], say: Say): string[] {
  const elsewhere = (problem.errors ?? []).filter(({ field }) => !fields.includes(field)).map(({ message }) => message);
  switch (problem.type?.replace(KIND, "")) {
    case "bad-submission":
      return elsewhere.length ? elsewhere : [say("refused_fields")];
    case "too-many":
      return [say("refused_too_many")];
    case "not-stored":
      return [say("refused_not_stored")];
    default:
      return [problem.title === "offline" ? say("offline") : say("refused_otherwise", { status: problem.status ?? "?" }), say("nothing_lost")];
  }
}
