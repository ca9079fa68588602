// What a plot says when it is opened: built when that happens, from text alone.

import { unitName } from "../figures";
import { colouring } from "../map/colours";
import { el, icon, lineBadge, unbroken, type Line } from "../map/elements";
import { fill } from "../words";
import { isOfTheWeb } from "./addresses";
import { word, type OverviewData, type PlotProperties, type Target } from "./data";

type Lines = ReadonlyMap<string, Line>;
type Piece = HTMLElement | false;

function heading(plot: PlotProperties, data: OverviewData): HTMLElement {
  const dot = el("i");
  dot.style.background = colouring("status", data.style).of({ status: plot.status });
  const status = data.statuses[plot.status ?? ""] ?? word(data, "legend_unstated");
  return el("header", {},
    el("p", { class: "status" }, dot, status),
    el("h2", {}, ...unbroken(plot.name)),
    plot.other !== undefined && el("p", { class: "other" }, plot.other));
}

function headline({ headline }: PlotProperties, data: OverviewData): Piece {
  if (!headline) return false;
  const figures = headline.map(([name, value, note]) =>
    el("div", {}, el("dt", {}, data.labels[name]), el("dd", {}, value, note !== "" && el("small", {}, note))));
  return el("dl", { class: "headline" }, ...figures);
}

// The four neighbours, each on its own side, as on a plan.
function boundaries({ boundaries }: PlotProperties, data: OverviewData): Piece {
  if (!boundaries) return false;
  const sides = boundaries.map(([name, value]) =>
    el("div", { class: name.replace("_", "-") }, el("dt", {}, data.labels[name]), el("dd", {}, value)));
  return el("section", {}, el("h3", {}, word(data, "boundaries")), el("dl", { class: "boundaries" }, ...sides));
}

function rows(pairs: PlotProperties["rows"], data: OverviewData): Piece {
  if (!pairs) return false;
  const lines = pairs.map(([name, value]) => el("div", {}, el("dt", {}, data.labels[name]), el("dd", {}, value)));
  return el("dl", { class: "rows" }, ...lines);
}

function badges(keys: readonly string[] | undefined, data: OverviewData, lines: Lines): HTMLElement[] {
  return (keys ?? []).map((key) => lineBadge(key, lines.get(key), data.style.metro.fallback));
}

// The record's own nearest station, where the query asked for no target.
function metro(plot: PlotProperties, data: OverviewData, lines: Lines): Piece {
  return plot.metro !== undefined && el("section", {}, rows(plot.metro, data), el("p", {}, ...badges(plot.metroLines, data, lines)));
}

function nearest(target: Target, data: OverviewData, lines: Lines): HTMLElement {
  const chip = target.match && el("span", { class: `chip ${target.match}` }, word(data, target.match));
  const away = target.metres > 0;
  const figures = [
    away ? target.length : word(data, "inside"),
    target.spread && fill(word(data, "uncertain_by"), { length: target.spread }),
    away && target.walk && fill(word(data, "walk"), { n: target.walk }),
  ];
  return el("section", { class: "nearest" },
    el("h3", {}, word(data, "nearest")),
    el("p", {}, el("b", {}, target.name), " ", ...badges(target.lines, data, lines), chip),
    el("p", {}, figures.filter(Boolean).join(" · ")));
}

function doubts({ doubts }: PlotProperties, data: OverviewData): Piece {
  if (!doubts) return false;
  return el("section", { class: "doubts" }, el("h3", {}, data.labels["doubts"]), el("ul", {}, ...doubts.map((doubt) => el("li", {}, doubt))));
}

function source([title, url, published]: [string, string, string]): HTMLElement {
  const named = isOfTheWeb(url)
    ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title)
    : el("span", {}, title);
  return el("li", {}, named, published !== "" && el("small", {}, ` ${published}`));
}

function sources({ sources }: PlotProperties, data: OverviewData): Piece {
  if (!sources) return false;
  return el("section", { class: "sources" }, el("h3", {}, data.labels["sources"]), el("ul", {}, ...sources.map(source)));
}

function details({ id }: PlotProperties, data: OverviewData): Piece {
  if (!data.plotPage) return false;
  return el("a", { class: "details", href: data.plotPage + encodeURIComponent(id) }, word(data, "details"), icon("link"));
}

export function popupContent(plot: PlotProperties, data: OverviewData, lines: Lines): HTMLElement {
  return el("article", { class: "record", tabindex: "-1", "aria-label": plot.name },
    heading(plot, data),
    headline(plot, data),
    plot.nearest ? nearest(plot.nearest, data, lines) : metro(plot, data, lines),
    doubts(plot, data),
    boundaries(plot, data),
    rows(plot.rows, data),
    sources(plot, data),
    details(plot, data));
}

export function tooltipContent(plot: PlotProperties, data: OverviewData): HTMLElement {
  const area = plot.headline?.find(([name]) => name === "area_mu");
  const figures = [data.statuses[plot.status ?? ""], area && `${area[1]} ${unitName("mu", data.lang)}`];
  return el("div", { class: "tip" }, el("b", {}, plot.name), el("span", {}, figures.filter(Boolean).join(" · ")));
}
