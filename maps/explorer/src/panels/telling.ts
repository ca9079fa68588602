// Conditions in words, for chips and for what an empty list suggests.

import * as figures from "../figures";
import type { Item, Properties } from "../service/service";
import type { Condition, Nearness, Range, Shape } from "../state/conditions";
import { positionOf } from "../state/nearness";
import { state } from "../state/store";
import { named } from "../names";
import { titleOf, valueTitle, type Page } from "./context";

/** Write an amount of a property in the reader's units. */
export function amount(page: Page, property: string, value: number): string {
  const { lang } = page.settings;
  const unit = page.queryables[property]?.["x-ogc-unit"] ?? "";
  switch (unit) {
    case "mu":
      return figures.area(value * figures.M2_PER_MU, state.value.unit, lang);
    case "m2":
      return figures.area(value, "m2", lang);
    case "m":
      return figures.length(value, lang);
    case "CNY":
      return figures.money(value, lang);
    case "min":
      return `${figures.minutes(value)} ${page.say("minutes")}`;
    case "a":
      return `${figures.number(value)} ${page.say("years")}`;
    case "%":
      return `${figures.number(value)}%`;
    default:
      return figures.number(value);
  }
}

/** A plot in a line: its status, area and floor-area ratio. */
export function plotLine(page: Page, { properties }: Item): string {
  const { status, area_mu, floor_area_ratio: ratio } = properties;
  const told = [
    typeof status === "string" ? valueTitle(page, "status", status) : "",
    typeof area_mu === "number" ? amount(page, "area_mu", area_mu) : "",
    typeof ratio === "number" ? `${page.say("far_short")} ${figures.number(ratio)}` : "",
  ];
  return told.filter(Boolean).join(" · ");
}

function tellRange(page: Page, { property, min, max }: Range): string {
  const what = titleOf(page, property);
  const tell = (value: number) => amount(page, property, value);
  if (min !== undefined && max !== undefined) return page.say("between", { what, a: tell(min), b: tell(max) });
  return min !== undefined ? page.say("at_least", { what, n: tell(min) }) : page.say("at_most", { what, n: tell(max!) });
}

/** Write what a nearness is near to. */
export function tellTarget(target: string, { say, map, settings }: Page): string {
  const line = /^metro:(.+)$/.exec(target)?.[1];
  if (target === "metro") return say("metro");
  if (line) return say("metro_line", { line: map.lines.value.get(line)?.name ?? line });
  return positionOf(target) ? say("position") : named(target.replace(/^(?:station|place|plot):/, ""), settings.lang);
}

/** Write a distance or a walk as people say it. */
export function tellWithin(within: string, { say, settings }: Pick<Page, "say" | "settings">): string {
  const minutes = /^([\d.]+)min$/.exec(within)?.[1];
  if (minutes) return say("walk", { n: minutes });
  const [, amount, unit] = /^([\d.]+)(m|km)?$/.exec(within) ?? [];
  return amount ? figures.length(Number(amount) * (unit === "km" ? 1000 : 1), settings.lang) : within;
}

/** Write what an item is nearest to: what is asked for, or else its station. */
export function tellNearest(page: Page, { nearest, metro_station }: Properties): string {
  const { lang } = page.settings;
  if (!nearest) return typeof metro_station === "string" ? named(metro_station, lang) : "";
  if (positionOf(nearest.name)) return page.say("position");
  return (lang === "en" && nearest.name_en) || nearest.name;
}

function tellNear(page: Page, { target, within, certain }: Nearness): string {
  const { say } = page;
  const told = tellTarget(target, page);
  const whole = within ? say("near_within", { target: told, within: tellWithin(within, page) }) : say("near", { target: told });
  return certain ? `${whole} · ${say("certain_only")}` : whole;
}

function tellShape({ say, settings }: Page, shape: Shape): string {
  if (shape.kind === "circle") return say("inside_circle", { radius: figures.length(shape.radius_m, settings.lang) });
  return say(shape.kind === "rectangle" ? "inside_rectangle" : "inside_polygon");
}

export function tell(page: Page, condition: Condition): string {
  switch (condition.kind) {
    case "range":
      return tellRange(page, condition);
    case "choice": {
      const comma = page.settings.lang === "zh" ? "、" : ", ";
      return condition.values.map((value) => valueTitle(page, condition.property, value)).join(comma);
    }
    case "near":
      return tellNear(page, condition);
    case "words":
      return page.say("words", { text: condition.text });
    case "inside":
      return tellShape(page, condition.shape);
    case "written":
      return page.say("written", { text: condition.cql2 });
  }
}
