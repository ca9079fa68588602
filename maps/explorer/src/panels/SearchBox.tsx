import { useRef, useState } from "preact/hooks";

import { Latest } from "../service/latest";
import { Unanswered } from "../service/service";
import { asks, withCondition, type Condition } from "../state/conditions";
import { problem } from "../state/results";
import { ask, change, state, toBeFound } from "../state/store";
import { asksDatum, bestOf, conditionsOf, isPhrase, optionsOf, type Option, type Suggested } from "../state/suggested";
import { usePage, type Page } from "./context";
import { Icon } from "./Icon";
import { Examples, Suggestions } from "./Suggestions";

const PAUSE_MS = 140;

/** What a key event says while an input method still composes. */
const COMPOSING_KEY = 229;

function apply(conditions: readonly Condition[]): void {
  const asking = conditions.filter(asks);
  toBeFound.value = true;
  change({ conditions: asking.reduce<Condition[]>(withCondition, [...state.value.conditions]), plot: null });
}

function choose(option: Option, page: Page): void {
  if (isPhrase(option)) return apply(conditionsOf(option));
  const { condition, position, id, kind } = option;
  if (kind === "plot" && id) return change({ plot: id });
  if (position) page.map.goTo(position);
  if (condition) return apply([condition]);
  if (position) {
    toBeFound.value = true;
    change({ plot: null });
    ask({ kind: "near", target: position.join(",") });
  }
}

/** One field for everything: names, places, coordinates, and conditions in words. */
export function SearchBox() {
  const page = usePage();
  const { say } = page;
  const [text, setText] = useState("");
  const [suggested, setSuggested] = useState<Suggested | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(new Latest());
  const timer = useRef(0);

  const options = suggested ? optionsOf(suggested) : [];
  const examples = hasFocus && !text && !suggested ? [say("example_1"), say("example_2"), say("example_3")] : [];
  const count = suggested ? options.length : examples.length;

  const close = () => {
    clearTimeout(timer.current);
    void latest.current.run(async () => null); // what is still being asked is given up
    setSuggested(null);
    setActive(-1);
  };

  const look = async (typed: string): Promise<Suggested | undefined> => {
    try {
      const found = await latest.current.run((signal) => page.service.suggestions<Suggested>(typed, signal));
      if (found) setSuggested(found);
      return found;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      problem.value = { problem: error.problem, again: () => void look(typed) };
      return undefined;
    }
  };

  const type = (typed: string) => {
    setText(typed);
    setActive(-1);
    clearTimeout(timer.current);
    if (!typed.trim()) return close();
    timer.current = window.setTimeout(() => void look(typed), PAUSE_MS);
  };

  const finish = () => {
    setText("");
    close();
    setFocus(false);
    if (matchMedia("(pointer: coarse)").matches) field.current?.blur(); // the keyboard of a phone gives the map its room back
  };

  const take = (option: Option) => {
    choose(option, page);
    finish();
  };

  const tryExample = (example: string) => {
    setText(example);
    setActive(-1);
    field.current?.focus();
    void look(example);
  };

  const submit = async () => {
    if (active >= 0) return suggested ? take(options[active]!) : tryExample(examples[active]!);
    if (!text.trim()) return;
    clearTimeout(timer.current);
    const found = await look(text);
    if (!found) return;
    if (asksDatum(found)) return setActive(0);
    const best = bestOf(found);
    if (best) return take(best);
    apply([{ kind: "words", text: text.trim() }]);
    finish();
  };

  const key = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === COMPOSING_KEY) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      setActive((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === "Escape") {
      close();
      setFocus(false);
    }
  };

  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onFocusOut={(event) => {
        if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
        close();
        setFocus(false);
      }}
    >
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        role="combobox"
        value={text}
        placeholder={say("search")}
        aria-label={say("search")}
        aria-expanded={suggested !== null || examples.length > 0}
        aria-controls="suggestions"
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `suggestion-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onFocus={() => setFocus(true)}
        onClick={() => setFocus(true)}
        onInput={(event) => (event.isComposing ? setText(event.currentTarget.value) : type(event.currentTarget.value))}
        onCompositionEnd={(event) => type(event.currentTarget.value)}
        onKeyDown={key}
      />
      {text && (
        <button
          type="button"
          class="plain wipe"
          aria-label={say("wipe")}
          onClick={() => {
            type("");
            field.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
      {suggested && <Suggestions options={options} asksDatum={asksDatum(suggested)} text={text} active={active} onTake={take} />}
      {examples.length > 0 && <Examples examples={examples} active={active} onTake={tryExample} />}
    </form>
  );
}
