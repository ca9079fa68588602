import * as figures from "../figures";
import type { Distribution } from "../service/service";
import type { Choice, Nearness, Range } from "../state/conditions";
import { FILTERED } from "../state/filters";
import { statistics } from "../state/results";
import { ask, change, conditions, state, stopAsking } from "../state/store";
import { Badges } from "./Badges";
import { titleOf, usePage, valueTitle, type Page } from "./context";
import { amount, tellTarget, tellWithin } from "./telling";
import { Units } from "./Units";

/** How a property's numbers are typed: in the reader's unit, which may be another than that of the records. */
function unitOf(page: Page, property: string): { each: number; name: string } {
  const { lang } = page.settings;
  switch (page.queryables[property]?.["x-ogc-unit"]) {
    case "mu":
      return { each: figures.m2Per(state.value.unit) / figures.M2_PER_MU, name: figures.unitName(state.value.unit, lang) };
    case "m2":
      return { each: 1, name: figures.unitName("m2", lang) };
    case "m":
      return { each: 1, name: page.say("metres") };
    case "min":
      return { each: 1, name: page.say("minutes") };
    case "CNY":
      return { each: figures.MONEY[lang].each, name: figures.MONEY[lang].name };
    case "a":
      return { each: 1, name: page.say("years") };
    default:
      return { each: 1, name: "" };
  }
}

/** Fewer bars than this say nothing. */
const BARS_LEAST = 3;

interface Shown {
  property: string;
  held: Distribution | undefined;
  min: number | undefined;
  max: number | undefined;
  /** Called with the ends of the bar that is pressed. */
  onBar: (from: number, to: number) => void;
}

/** How many plots there are of which amount; the fields below it say the same to those who do not see it. */
function Histogram({ property, held, min, max, onBar }: Shown) {
  const page = usePage();
  if (held?.kind !== "histogram" || held.counts.length < BARS_LEAST) return null;
  const most = Math.max(...held.counts, 1);
  const tell = (end: number) => amount(page, property, end);
  return (
    <div class="distribution" aria-hidden="true">
      <div class="histogram">
        {held.counts.map((count, i) => {
          const [from, to] = [held.edges[i]!, held.edges[i + 1]!];
          const isIn = (min === undefined || to > min) && (max === undefined || from <= max);
          return (
            <span key={from} title={`${tell(from)} – ${tell(to)}: ${figures.number(count)}`} onClick={() => onBar(from, to)}>
              <i class={isIn ? "in" : ""} style={{ height: `${count ? Math.max((count / most) * 100, 6) : 0}%` }} />
            </span>
          );
        })}
      </div>
      <p>
        <span>{tell(held.edges[0]!)}</span>
        <span>{tell(held.edges[held.edges.length - 1]!)}</span>
      </p>
    </div>
  );
}

function RangeFilter({ property }: { property: string }) {
  const page = usePage();
  const held = conditions.value.find((one): one is Range => one.kind === "range" && one.property === property);
  const unit = unitOf(page, property);
  const written = (value: number | undefined) => (value === undefined ? "" : String(Number((value / unit.each).toPrecision(8))));
  const set = (end: "min" | "max", text: string) => {
    const { [end]: _old, ...rest } = held ?? { kind: "range" as const, property };
    const value = text.trim() === "" ? NaN : Number(text) * unit.each;
    ask(Number.isFinite(value) ? { ...rest, kind: "range", property, [end]: value } : { ...rest, kind: "range", property });
  };
  const title = titleOf(page, property);
  const counted = statistics.value?.properties[property];
  const field = (end: "min" | "max") => (
    <label>
      <span class="hidden">{`${title}, ${page.say(end === "min" ? "from" : "to")}`}</span>
      <input
        type="number"
        inputMode="decimal"
        step="any"
        min="0"
        placeholder={page.say(end === "min" ? "from" : "to")}
        value={written(held?.[end])}
        onChange={(event) => set(end, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <fieldset data-property={property}>
      <legend>{title}</legend>
      <Histogram property={property} held={counted} min={held?.min} max={held?.max} onBar={(min, max) => ask({ kind: "range", property, min, max })} />
      <div class="ends">
        {field("min")}
        <span aria-hidden="true">–</span>
        {field("max")}
        {unit.name && <span class="unit">{unit.name}</span>}
      </div>
      {counted !== undefined && counted.missing > 0 && <p class="quiet">{page.say("not_stated_of", { n: figures.number(counted.missing) })}</p>}
    </fieldset>
  );
}

function ChoiceFilter({ property }: { property: string }) {
  const page = usePage();
  const held = conditions.value.find((one): one is Choice => one.kind === "choice" && one.property === property);
  const found = statistics.value?.properties[property];
  const counted = found?.kind === "values" ? found.values : [];
  const missing = (held?.values ?? []).filter((value) => !counted.some((one) => one.value === value));
  const offered = [...counted, ...missing.map((value) => ({ value, count: 0, title: undefined }))];
  if (!offered.length) return null;
  const toggle = (value: string, on: boolean) => {
    const others = (held?.values ?? []).filter((one) => one !== value);
    ask({ kind: "choice", property, values: on ? [...others, value] : others });
  };
  return (
    <fieldset data-property={property}>
      <legend>{titleOf(page, property)}</legend>
      <div class="values">
        {offered.map(({ value, count, title }) => (
          <label key={value} class={count ? "" : "none"}>
            <input type="checkbox" checked={held?.values.includes(value) ?? false} onChange={(event) => toggle(value, event.currentTarget.checked)} />
            {property === "metro_lines" ? <Badges lines={[value]} /> : (title ?? valueTitle(page, property, value))} <small>{figures.number(count)}</small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const WITHIN = ["500m", "800m", "1km", "1.5km", "2km", "3km", "5km", "10min", "15min", "30min"];

function NearFilter() {
  const page = usePage();
  const { say } = page;
  const held = conditions.value.find((one): one is Nearness => one.kind === "near");
  const lines = [...page.map.lines.value.values()];
  const targets = ["metro", ...lines.map((line) => `metro:${line.key}`)];
  const isOther = held && !targets.includes(held.target);
  const set = (part: Partial<Nearness>) => {
    const next = { kind: "near" as const, target: held?.target ?? "metro", ...held, ...part };
    ask(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== "" && value !== false)) as unknown as Nearness);
  };
  const within = held?.within && !WITHIN.includes(held.within) ? [held.within, ...WITHIN] : WITHIN;
  return (
    <fieldset>
      <legend>{say("near_title")}</legend>
      <div class="near-row">
        <select
          aria-label={say("near_title")}
          value={held?.target ?? ""}
          onChange={(event) => (event.currentTarget.value ? set({ target: event.currentTarget.value }) : stopAsking("near"))}
        >
          <option value="">{say("near_any")}</option>
          {isOther && <option value={held.target}>{tellTarget(held.target, page)}</option>}
          <option value="metro">{say("metro_any")}</option>
          {lines.map((line) => (
            <option key={line.key} value={`metro:${line.key}`}>
              {line.name}
            </option>
          ))}
        </select>
        <select aria-label={say("within_title")} value={held?.within ?? ""} onChange={(event) => set({ within: event.currentTarget.value })}>
          <option value="">{say("within_any")}</option>
          {within.map((one) => (
            <option key={one} value={one}>
              {tellWithin(one, page)}
            </option>
          ))}
        </select>
      </div>
      <label class="check">
        <input type="checkbox" disabled={!held?.within} checked={held?.certain ?? false} onChange={(event) => set({ certain: event.currentTarget.checked })} />
        {say("certain_only_long")}
      </label>
    </fieldset>
  );
}

/** Every condition that can be set by hand, each with how many plots it would leave. */
export function Filters({ onDone }: { onDone: () => void }) {
  const page = usePage();
  const { say } = page;
  const known = FILTERED.filter((one) => page.queryables[one.property]);
  return (
    <>
      <section class="filters scroll" id="filters" aria-label={say("filters")}>
        <p class="meta">
          {say("filters_lead")} <Units />
        </p>
        <NearFilter />
        {known.map((one) => (one.kind === "range" ? <RangeFilter key={one.property} property={one.property} /> : <ChoiceFilter key={one.property} property={one.property} />))}
      </section>
      <footer class="filters-foot">
        <button type="button" class="plain" onClick={() => change({ conditions: [] })}>
          {say("clear")}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {say("show_plots", { n: figures.number(statistics.value?.numberMatched ?? 0) })}
        </button>
      </footer>
    </>
  );
}
