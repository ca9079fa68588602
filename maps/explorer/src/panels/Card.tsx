import { useEffect, useRef } from "preact/hooks";

import * as figures from "../figures";
import type { Item, Properties } from "../service/service";
import { COMPARED_MOST } from "../state/address";
import { opened } from "../state/results";
import { isShortlisted, toggleShortlisted } from "../state/shortlist";
import { change, state } from "../state/store";
import { nameOf } from "../words";
import { Badges } from "./Badges";
import { Boundaries } from "./Boundaries";
import { titleOf, usePage, valueTitle } from "./context";
import { openDialog } from "./dialogs";
import { FloorBar } from "./FloorBar";
import { Icon } from "./Icon";
import { StatusDot } from "./ResultList";
import { amount, tellNearest } from "./telling";

const HEADLINES = ["area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2", "price_cny"] as const;
const ROWS = ["town", "address", "land_use_name", "tenure_years", "planned_use", "grantee", "announced_on", "transferred_on", "completion_expected_on"] as const;

function Headline({ properties }: { properties: Properties }) {
  const page = usePage();
  const stated = HEADLINES.filter((name) => typeof properties[name] === "number");
  return (
    <dl class="headline">
      {stated.map((name) => (
        <div key={name}>
          <dt>{titleOf(page, name)}</dt>
          <dd>
            {amount(page, name, Number(properties[name]))}
            {name === "area_mu" && typeof properties["site_area_stated"] === "string" && (
              <small>{page.say("as_published", { text: properties["site_area_stated"] })}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Metro({ properties }: { properties: Properties }) {
  const page = usePage();
  const { say, settings } = page;
  const { lang } = settings;
  const { metro_lines, metro_distance_m, metro_walk_min, location_uncertainty_m: spread, nearest, distance_m } = properties;
  const name = tellNearest(page, properties);
  const away = distance_m ?? metro_distance_m;
  if (!name || typeof away !== "number") return null;
  const lines = nearest?.lines ?? (Array.isArray(metro_lines) ? metro_lines.map(String) : []);
  const walk = properties.walk_min ?? metro_walk_min;
  return (
    <section>
      <h3>{say("nearest_station")}</h3>
      <p class="station-line">
        <Badges lines={lines} />
        <b>{name}</b>
        <span>{figures.length(away, lang)}</span>
        {typeof spread === "number" && spread > 0 && <span class="quiet">{say("plus_minus", { length: figures.length(spread, lang) })}</span>}
        {typeof walk === "number" && <span class="quiet">{say("walk", { n: figures.number(walk, 0) })}</span>}
      </p>
    </section>
  );
}

function Doubts({ properties }: { properties: Properties }) {
  const { say, settings } = usePage();
  const doubts = Array.isArray(properties["doubts"]) ? (properties["doubts"] as Record<string, string>[]) : [];
  if (!doubts.length) return null;
  return (
    <section>
      <h3>{say("doubts")}</h3>
      <ul class="doubts">
        {doubts.map((doubt) => (
          <li key={doubt["code"]}>{doubt[`text_${settings.lang}`]}</li>
        ))}
      </ul>
    </section>
  );
}

function Rows({ properties }: { properties: Properties }) {
  const page = usePage();
  const stated = ROWS.filter((name) => properties[name] !== undefined && properties[name] !== null);
  if (!stated.length) return null;
  return (
    <dl class="rows">
      {stated.map((name) => (
        <div key={name}>
          <dt>{titleOf(page, name)}</dt>
          <dd>{typeof properties[name] === "number" ? amount(page, name, properties[name]) : valueTitle(page, name, String(properties[name]))}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sources({ properties }: { properties: Properties }) {
  const { say } = usePage();
  const sources = Array.isArray(properties["sources"]) ? (properties["sources"] as Record<string, string>[]) : [];
  if (!sources.length) return null;
  return (
    <section>
      <h3>{say("sources")}</h3>
      <ul>
        {sources.map(({ title, url, published_on }, i) => (
          <li key={i}>
            {url && /^https?:\/\//i.test(url) ? (
              <a href={url} target="_blank" rel="noopener noreferrer">
                {title}
              </a>
            ) : (
              title
            )}
            {published_on && <small> {published_on}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ item }: { item: Item }) {
  const { say, settings } = usePage();
  const { compared } = state.value;
  const isPlot = settings.collection === "plots"; // items of other collections have no page of their own
  const isCompared = compared.includes(item.id);
  const page = `${settings.root}/plots/${encodeURIComponent(item.id)}`;
  const compare = () => change({ compared: isCompared ? compared.filter((id) => id !== item.id) : [...compared, item.id].slice(-COMPARED_MOST) });
  return (
    <p class="actions">
      {isPlot && (
        <>
          <a class="button" href={`${page}?lang=${settings.lang}`}>
            {say("details")}
          </a>
          <button type="button" class="button second" data-opens="inquire" onClick={() => openDialog({ kind: "inquiry", item })}>
            {say("inquire")}
          </button>
        </>
      )}
      <button type="button" class="plain" aria-pressed={isShortlisted(item.id)} onClick={() => toggleShortlisted(item.id)}>
        <Icon name="star" />
        {say(isShortlisted(item.id) ? "shortlisted" : "shortlist_add")}
      </button>
      <button type="button" class="plain" aria-pressed={isCompared} onClick={compare}>
        <Icon name="compare" />
        {say(isCompared ? "compared" : "compare_add")}
      </button>
      <button type="button" class="plain" onClick={() => openDialog({ kind: "share", item })}>
        <Icon name="share" />
        {say("share")}
      </button>
      {isPlot && (
        <>
          <a class="plain" href={`${page}/sheet?lang=${settings.lang}`}>
            <Icon name="sheet" />
            {say("sheet")}
          </a>
          <button type="button" class="plain" data-opens="report" onClick={() => openDialog({ kind: "report", item })}>
            <Icon name="flag" />
            {say("report")}
          </button>
        </>
      )}
    </p>
  );
}

function Content({ item }: { item: Item }) {
  const page = usePage();
  const { say, settings } = page;
  const heading = useRef<HTMLHeadingElement>(null);
  const { properties } = item;
  const { status, floor_area_max_m2: allowed, gross_floor_area_m2: proposed, name, name_en } = properties;
  const shown = nameOf(item, settings.lang);
  const other = [name, name_en].find((one) => typeof one === "string" && one && one !== shown);
  useEffect(() => heading.current?.focus(), [item.id]);
  return (
    <>
      <p class="meta">
        <StatusDot status={status} />
        {typeof status === "string" ? valueTitle(page, "status", status) : say("unstated")}
      </p>
      <h2 tabIndex={-1} ref={heading}>
        {shown}
      </h2>
      {other !== undefined && <p class="other">{String(other)}</p>}
      <Headline properties={properties} />
      {typeof allowed === "number" && typeof proposed === "number" && <FloorBar allowed={allowed} proposed={proposed} />}
      <Actions item={item} />
      <Metro properties={properties} />
      <Doubts properties={properties} />
      <Boundaries properties={properties} />
      <section>
        <h3>{say("record")}</h3>
        <Rows properties={properties} />
      </section>
      <Sources properties={properties} />
    </>
  );
}

/** What is known of the plot that is open; the whole is on its own page. */
export function Card() {
  const { say } = usePage();
  const item = opened.value;
  if (state.value.plot === null) return null;
  return (
    <article class="card" aria-busy={!item} onKeyDown={(event) => event.key === "Escape" && change({ plot: null })}>
      <button type="button" class="plain back" onClick={() => change({ plot: null })}>
        <Icon name="back" />
        {say("back")}
      </button>
      {item && <Content item={item} />}
    </article>
  );
}
