// What the service suggests for what is being typed.

import { keyOf, type Condition } from "./conditions";

interface Span {
  text: string;
  start: number;
  end: number;
}

/** A text read as conditions. */
export interface Phrase {
  text: string;
  conditions: (Condition & Span)[];
  unread: Span[];
}

/** A thing that a text may name. */
export interface Suggestion {
  kind: "plot" | "station" | "line" | "town" | "place" | "address" | "coordinates";
  title: string;
  detail?: string;
  position: [number, number] | null;
  bbox?: [number, number, number, number] | null;
  id?: string | null;
  condition: Condition | null;
  datum?: string | null;
}

export interface Suggested {
  phrase: Phrase | null;
  suggestions: Suggestion[];
}

export type Option = Phrase | Suggestion;

export const isPhrase = (option: Option): option is Phrase => "conditions" in option;

/** Take the place in the text out of a condition. */
function bare(condition: Condition & Span): Condition {
  const { text, start: _start, end: _end, ...rest } = condition as Condition & Span & { text: string };
  return condition.kind === "words" ? { kind: "words", text } : (rest as Condition);
}

/** The conditions of a phrase; what could not be read is looked for as words. */
export function conditionsOf(phrase: Phrase): Condition[] {
  const unread = phrase.unread.map((one) => one.text).join(" ").trim();
  const read = phrase.conditions.map(bare);
  return unread ? [...read, { kind: "words", text: unread }] : read;
}

const sameCondition = (a: Condition, b: Condition) => keyOf(a) === keyOf(b) && JSON.stringify(a) === JSON.stringify(b);

/** What is offered, in order: the phrase first, unless it asks no more than a thing that is suggested by name. */
export function optionsOf({ phrase, suggestions }: Suggested): Option[] {
  const asked = phrase ? conditionsOf(phrase) : [];
  const isEcho = asked.length === 1 && suggestions.some(({ condition }) => condition && sameCondition(condition, asked[0]!));
  return phrase && !isEcho ? [phrase, ...suggestions] : suggestions;
}

/** Whether a text is a position that may be of several datums, between which only the reader can choose. */
export const asksDatum = ({ suggestions }: Suggested) => suggestions.filter((one) => one.kind === "coordinates").length > 1;

/** What Enter takes when nothing is chosen: what is read whole, or else the best thing of the name; null is to look for the words. */
export function bestOf(found: Suggested): Option | null {
  const { phrase, suggestions } = found;
  if (phrase && (phrase.conditions.length > 0 || !suggestions.length)) return phrase;
  return suggestions[0] ?? null;
}
