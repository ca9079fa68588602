import { useEffect, useRef } from "preact/hooks";

import * as figures from "../figures";
import type { Item } from "../service/service";
import { CROWD_ABOVE } from "../map/explorer_map";
import { hovered, problem, results, statistics, waiting, type Results } from "../state/results";
import { change, conditions, state } from "../state/store";
import { nameOf } from "../words";
import { titleOf, usePage, valueTitle } from "./context";
import { Empty } from "./Empty";
import { tellNearest } from "./telling";

export function StatusDot({ status }: { status: unknown }) {
  const { settings } = usePage();
  const colour = settings.style.status[String(status ?? "")] ?? settings.style.unstated;
  return <i class="status-dot" style={{ background: colour }} aria-hidden="true" />;
}

/** The few figures by which a plot is judged at a glance. */
function Glance({ item }: { item: Item }) {
  const page = usePage();
  const { lang } = page.settings;
  const { area_mu, floor_area_ratio, metro_distance_m, distance_m, gross_floor_area_m2 } = item.properties;
  const parts: string[] = [];
  if (typeof area_mu === "number") parts.push(figures.area(area_mu * figures.M2_PER_MU, state.value.unit, lang));
  if (typeof floor_area_ratio === "number") parts.push(`${page.say("far_short")} ${figures.number(floor_area_ratio)}`);
  if (!parts.length && typeof gross_floor_area_m2 === "number") parts.push(figures.area(gross_floor_area_m2, "m2", lang));
  const name = tellNearest(page, item.properties);
  const away = distance_m ?? metro_distance_m;
  if (name && typeof away === "number") parts.push(page.say("distance_to", { name, length: figures.length(away, lang) }));
  return <p class="glance">{parts.map((part) => <span key={part}>{part}</span>)}</p>;
}

function Row({ item }: { item: Item }) {
  const page = usePage();
  const { status, town, match, location_uncertainty_m: uncertainty } = item.properties;
  const isCurrent = hovered.value === item.id || state.value.plot === item.id;
  const isAsked = conditions.value.some((one) => one.kind === "near" && one.within);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // what is pointed at on the map comes into view in the list, which stays where it is under the pointer
    if (isCurrent && !row.current?.parentElement?.matches(":hover")) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={row} class={isCurrent ? "row current" : "row"} onMouseEnter={() => (hovered.value = item.id)} onMouseLeave={() => (hovered.value = null)}>
      <button
        type="button"
        data-row={item.id}
        onClick={() => change({ plot: item.id })}
        onFocus={() => (hovered.value = item.id)}
        onBlur={() => (hovered.value = null)}
      >
        <span class="meta">
          <StatusDot status={status} />
          {typeof status === "string" ? valueTitle(page, "status", status) : page.say("unstated")}
          {typeof town === "string" && <span>{valueTitle(page, "town", town)}</span>}
          {match && isAsked && <span class={`match ${match}`}>{page.say(match)}</span>}
          {typeof uncertainty === "number" && uncertainty > 0 && (
            <span class="spread">{page.say("plus_minus", { length: figures.length(uncertainty, page.settings.lang) })}</span>
          )}
        </span>
        <span class="name">{nameOf(item, page.settings.lang)}</span>
        <Glance item={item} />
      </button>
    </li>
  );
}

const SORTS: readonly [string, string][] = [
  ["-area_mu", "area_mu"],
  ["-floor_area_ratio", "floor_area_ratio"],
  ["metro_distance_m", "metro_distance_m"],
  ["-price_cny", "price_cny"],
  ["-updated_at", "updated_at"],
];

function Sort() {
  const page = usePage();
  const isNear = conditions.value.some((one) => one.kind === "near");
  return (
    <label class="sort">
      <span class="hidden">{page.say("sort")}</span>
      <select value={state.value.sort} onChange={(event) => change({ sort: event.currentTarget.value })}>
        <option value="">{page.say(isNear ? "sort_nearest" : "sort_default")}</option>
        {SORTS.filter(([, property]) => page.queryables[property]).map(([value, property]) => (
          <option key={value} value={value}>{`${titleOf(page, property)} ${value.startsWith("-") ? "↓" : "↑"}`}</option>
        ))}
      </select>
    </label>
  );
}

/** The arrows go from row to row. */
function step(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".row > button")];
  const next = by && rows[rows.indexOf(document.activeElement as HTMLElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Of more plots than the map can show one by one, only the first are listed. */
const CROWD_ROWS = 50;
const isCrowd = (found: Results) => found.inView > CROWD_ABOVE;
const rowsOf = (found: Results) => (isCrowd(found) ? found.items.slice(0, CROWD_ROWS) : found.items);

export function ResultList() {
  const { say } = usePage();
  const found = results.value;
  const all = statistics.value?.numberMatched;
  return (
    <section class="results" aria-label={say("results")} aria-busy={waiting.value}>
      <header>
        <p role="status">
          {found && <b>{say("in_view", { n: figures.number(found.inView) })}</b>}
          {all !== undefined && <span> · {say("of_all", { n: figures.number(all) })}</span>}
        </p>
        <Sort />
      </header>
      {!found && !problem.value && <Skeleton />}
      {found && found.items.length === 0 && <Empty />}
      {found && <ol onKeyDown={step}>{rowsOf(found).map((item) => <Row key={item.id} item={item} />)}</ol>}
      {found && isCrowd(found) && <p class="rest">{say("rest", { n: CROWD_ROWS })}</p>}
    </section>
  );
}

/** Rows of the size of those that are to come, so that nothing moves when they do. */
function Skeleton() {
  const { say } = usePage();
  return (
    <ol aria-label={say("loading")}>
      {[1, 2, 3, 4].map((row) => (
        <li key={row} class="row skeleton" aria-hidden="true">
          <span />
          <span />
          <span />
        </li>
      ))}
    </ol>
  );
}
