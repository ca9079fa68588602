import { useEffect, useRef, useState } from "preact/hooks";

import type { Problem as Told } from "../service/service";
import { problem, waiting } from "../state/results";
import { shortlist } from "../state/shortlist";
import { change, conditions, state } from "../state/store";
import type { WordKey } from "../words";
import { Card } from "./Card";
import { Chips } from "./Chips";
import { usePage } from "./context";
import { openDialog } from "./dialogs";
import { Filters } from "./Filters";
import { focusIfLost } from "./focus";
import { Grip } from "./Grip";
import { Icon } from "./Icon";
import { ResultList } from "./ResultList";
import { SearchBox } from "./SearchBox";

/** The links to everything else, which the page brought with it. */
function Service() {
  const { say } = usePage();
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => holder.current?.append(document.getElementById("service")!), []);
  return (
    <details class="service">
      <summary>{say("data")}</summary>
      <div ref={holder} />
    </details>
  );
}

function Masthead() {
  const { say, settings } = usePage();
  const { lang } = settings;
  const other = new URLSearchParams(location.search);
  other.set("lang", lang === "zh" ? "en" : "zh");
  void state.value; // the link to the other language keeps the state
  return (
    <div class="masthead">
      <div class="grow">
        <h1>{say("site")}</h1>
        <p>{say("tagline")}</p>
      </div>
      <button type="button" class="plain" data-opens="shortlist" onClick={() => openDialog({ kind: "shortlist" })}>
        <Icon name="star" />
        <span class="hidden">{say("shortlist")}</span>
        {shortlist.value.length > 0 && shortlist.value.length}
      </button>
      <button type="button" class="plain" data-opens="share" onClick={() => openDialog({ kind: "share", item: null })}>
        <Icon name="share" />
        <span class="hidden">{say("share")}</span>
      </button>
      <Service />
      <a href={`${location.pathname}?${other}`} lang={lang === "zh" ? "en" : "zh-CN"} hreflang={lang === "zh" ? "en" : "zh"}>
        {say("other_language")}
      </a>
    </div>
  );
}

const UNSENT = { offline: "offline", late: "late" } as const;
const STATUSES: Record<number, WordKey> = { 404: "gone", 408: "late", 429: "too_many" };

/** What is said of a problem in the reader's language, where its own words are not needed. */
function wordFor({ title, status }: Told): WordKey | undefined {
  if (status === undefined) return UNSENT[title as keyof typeof UNSENT];
  return STATUSES[status] ?? (status >= 500 ? "unavailable" : undefined);
}

function Problem() {
  const { say } = usePage();
  if (!problem.value) return null;
  const { problem: told, again } = problem.value;
  const word = wordFor(told);
  return (
    <div class="problem" role="alert">
      <b>{say("failed")}</b>
      {word ? say(word) : (told.detail ?? told.title)}
      {again && (
        <div>
          <button type="button" class="plain" aria-disabled={waiting.value} onClick={() => waiting.value || again()}>
            {say(waiting.value ? "loading" : "again")}
          </button>
        </div>
      )}
      {!again && conditions.value.length > 0 && (
        <div>
          <button type="button" class="plain" onClick={() => change({ conditions: [] })}>
            {say("clear")}
          </button>
        </div>
      )}
    </div>
  );
}

/** Who leaves a plot goes on from its row in the list. */
function useReturn(plot: string | null): void {
  const left = useRef(plot);
  useEffect(() => {
    if (plot === null && left.current !== null) focusIfLost(`[data-row="${CSS.escape(left.current)}"]`, ".row button, #panel [role=combobox]");
    left.current = plot;
  }, [plot]);
}

/** Everything beside the map. */
export function App() {
  const { say } = usePage();
  const [isFiltering, setFiltering] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const stopFiltering = () => {
    setFiltering(false);
    button.current?.focus();
  };
  useReturn(state.value.plot);
  return (
    <div class="whole" onKeyDown={(event) => event.key === "Escape" && isFiltering && !event.defaultPrevented && stopFiltering()}>
      <header class="head">
        <Grip />
        <Masthead />
        <div class="search">
          <SearchBox />
          <button ref={button} type="button" class="filters-button" data-opens="filters" aria-expanded={isFiltering} aria-controls="filters" onClick={() => setFiltering(!isFiltering)}>
            <Icon name="filter" />
            <span>{say("filters")}</span>
            {conditions.value.length > 0 && <b>{conditions.value.length}</b>}
          </button>
        </div>
        <Chips />
      </header>
      <Problem />
      {isFiltering ? (
        <Filters onDone={stopFiltering} />
      ) : (
        <div class="scroll">{state.value.plot === null ? <ResultList /> : <Card />}</div>
      )}
    </div>
  );
}
