import { useRef, useState } from "preact/hooks";

import { Latest } from "../service/latest";
import { Unanswered } from "../service/service";
import type { Condition } from "../state/conditions";
import { asks, keyOf, withCondition } from "../state/conditions";
import { toBeFound } from "../state/asking";
import { problem } from "../state/results";
import { ask, change, state } from "../state/store";
import { usePage, type Page } from "./context";
import { Icon } from "./Icon";
import { tell } from "./telling";

interface Span {
  text: string;
  start: number;
  end: number;
}

interface Phrase {
  text: string;
  conditions: (Condition & Span)[];
  unread: Span[];
}

interface Suggestion {
  kind: "plot" | "station" | "line" | "town" | "place" | "address" | "coordinates";
  title: string;
  detail?: string;
  position: [number, number] | null;
  bbox?: [number, number, number, number] | null;
  id?: string;
  condition: Condition | null;
  datum?: string | null;
}

interface Suggested {
  phrase: Phrase | null;
  suggestions: Suggestion[];
}

const PAUSE_MS = 140;

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

function apply(conditions: readonly Condition[]): void {
  const asking = conditions.filter(asks);
  toBeFound.value = true;
  change({ conditions: asking.reduce<Condition[]>(withCondition, [...state.value.conditions]), plot: null });
}

function choose(suggestion: Suggestion, page: Page): void {
  const { condition, position, id, kind } = suggestion;
  if (kind === "plot" && id) return change({ plot: id });
  if (condition) return apply([condition]);
  if (position) {
    ask({ kind: "near", target: position.join(",") });
    page.map.goTo(position);
  }
}

function PhraseOption({ phrase }: { phrase: Phrase }) {
  const page = usePage();
  return (
    <div>
      <span class="read">
        {conditionsOf(phrase).map((one) => (
          <span key={keyOf(one)}>{tell(page, one)}</span>
        ))}
      </span>
    </div>
  );
}

/** One field for everything: names, places, coordinates, and conditions in words. */
export function SearchBox() {
  const page = usePage();
  const { say } = page;
  const [text, setText] = useState("");
  const [suggested, setSuggested] = useState<Suggested | null>(null);
  const [active, setActive] = useState(-1);
  const latest = useRef(new Latest());
  const timer = useRef(0);

  const phrase = suggested?.phrase ?? null;
  const suggestions = suggested?.suggestions ?? [];
  const options = [...(phrase ? [phrase] : []), ...suggestions];

  const close = () => {
    clearTimeout(timer.current);
    setSuggested(null);
    setActive(-1);
  };

  const look = async (typed: string) => {
    try {
      const found = await latest.current.run((signal) => page.service.suggestions<Suggested>(typed, signal));
      if (found) setSuggested(found);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      problem.value = { problem: error.problem, again: null };
    }
  };

  const type = (typed: string) => {
    setText(typed);
    setActive(-1);
    clearTimeout(timer.current);
    if (!typed.trim()) return close();
    timer.current = window.setTimeout(() => void look(typed), PAUSE_MS);
  };

  const take = (option: Phrase | Suggestion) => {
    if ("conditions" in option) apply(conditionsOf(option));
    else choose(option, page);
    setText("");
    close();
  };

  const submit = async () => {
    if (active >= 0) return take(options[active]!);
    if (!text.trim()) return;
    await look(text);
    const read = await page.service.phrase<Phrase>(text).catch(() => null);
    apply(read ? conditionsOf(read) : [{ kind: "words", text: text.trim() }]);
    setText("");
    close();
  };

  const key = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      setActive((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Escape") {
      close();
    }
  };

  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) close();
      }}
    >
      <Icon name="search" />
      <input
        type="text"
        role="combobox"
        list={undefined}
        value={text}
        placeholder={say("search")}
        aria-label={say("search")}
        aria-expanded={suggested !== null}
        aria-controls="suggestions"
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `suggestion-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={key}
      />
      {suggested && (
        <ul id="suggestions" class="suggestions" role="listbox" aria-label={say("suggestions")}>
          {options.map((option, i) => (
            <li
              key={i}
              id={`suggestion-${i}`}
              role="option"
              aria-selected={i === active}
              onPointerDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              <span class="kind">{say("conditions" in option ? "kind_phrase" : `kind_${option.kind}`)}</span>
              {"conditions" in option ? (
                <PhraseOption phrase={option} />
              ) : (
                <div>
                  {option.title}
                  {option.detail && <small>{option.detail}</small>}
                </div>
              )}
            </li>
          ))}
          {!options.length && <li class="none">{say("search_none")}</li>}
        </ul>
      )}
    </form>
  );
}
