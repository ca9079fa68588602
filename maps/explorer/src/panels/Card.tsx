import { useEffect, useRef } from "preact/hooks";

import * as figures from "../figures";
import type { Item, Properties } from "../service/service";
import type { AreaUnit } from "../state/address";
import { opened } from "../state/results";
import { change, state } from "../state/store";
import { nameOf } from "../words";
import { Actions } from "./Actions";
import { Badges } from "./Badges";
import { Boundaries } from "./Boundaries";
import { titleOf, usePage, valueTitle, type Page } from "./context";
import { FloorBar } from "./FloorBar";
import { Icon } from "./Icon";
import { StatusDot } from "./ResultList";
import { Others, Stations, useSurroundings } from "./Surroundings";
import { amount, tellNearest } from "./telling";
import { Units } from "./Units";

const HEADLINES = ["area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2", "price_cny"] as const;
const ROWS = [
  ...["parcel_code", "lot_number", "district", "town", "address", "land_use_name", "tenure_years", "building_density_max_pct"],
  ...["green_ratio_min_pct", "height_max_m", "planned_use", "grantee", "announced_on", "transferred_on", "completion_expected_on"],
] as const;
const STATIONS_SHOWN = 3;

/** What is said below a figure: the same in another unit, as it was published, or what follows from it. */
function notesOf(page: Page, name: string, properties: Properties): string[] {
  const { say, settings } = page;
  const { site_area_m2: area, site_area_stated: stated, price_cny: price, floor_area_ratio_implied: implied } = properties;
  const other: AreaUnit = state.value.unit === "m2" ? "mu" : "m2";
  const notes: string[] = [];
  if (name === "area_mu" && typeof area === "number") notes.push(figures.area(area, other, settings.lang));
  if (name === "area_mu" && typeof stated === "string") notes.push(say("as_published", { text: stated }));
  if (name === "floor_area_ratio" && typeof implied === "number") notes.push(say("ratio_implied", { ratio: figures.number(implied) }));
  if (name === "price_cny" && typeof price === "number" && typeof area === "number" && area > 0) {
    notes.push(say("price_per_mu", { price: figures.money((price / area) * figures.M2_PER_MU, settings.lang) }));
  }
  return notes;
}

function Headline({ properties }: { properties: Properties }) {
  const page = usePage();
  const stated = HEADLINES.filter((name) => typeof properties[name] === "number");
  return (
    <>
      {typeof properties["area_mu"] === "number" && <Units />}
      <dl class="headline">
        {stated.map((name) => (
          <div key={name}>
            <dt>{titleOf(page, name)}</dt>
            <dd>
              {amount(page, name, Number(properties[name]))}
              {notesOf(page, name, properties).map((note) => (
                <small key={note}>{note}</small>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The station that the record itself names, until those about the plot are known. */
function Metro({ properties }: { properties: Properties }) {
  const page = usePage();
  const { say, settings } = page;
  const { metro_lines, metro_distance_m, metro_walk_min, nearest, distance_m } = properties;
  const name = tellNearest(page, properties);
  const away = distance_m ?? metro_distance_m;
  if (!name || typeof away !== "number") return null;
  const lines = nearest?.lines ?? (Array.isArray(metro_lines) ? metro_lines.map(String) : []);
  const walk = properties.walk_min ?? metro_walk_min;
  return (
    <section>
      <h3>{say("nearest_stations")}</h3>
      <ul class="beside">
        <li>
          <span class="who">
            <Badges lines={lines} /> <b>{name}</b>
          </span>
          <span class="away">
            {figures.length(away, settings.lang)}
            {typeof walk === "number" && <span class="quiet">{say("walk", { n: figures.minutes(walk) })}</span>}
          </span>
        </li>
      </ul>
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
    <section>
      <h3>{page.say("record")}</h3>
      <dl class="rows">
        {stated.map((name) => (
          <div key={name}>
            <dt>{titleOf(page, name)}</dt>
            <dd>{typeof properties[name] === "number" ? amount(page, name, properties[name]) : valueTitle(page, name, String(properties[name]))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Sources({ properties }: { properties: Properties }) {
  const { say } = usePage();
  const sources = Array.isArray(properties["sources"]) ? (properties["sources"] as Record<string, string>[]) : [];
  const { updated_at: updated, revision } = properties;
  if (!sources.length) return null;
  return (
    <section>
      <h3>{say("sources")}</h3>
      <ul class="sources">
        {sources.map(({ title, url, published_on, retrieved_on }, i) => (
          <li key={i}>
            {url && /^https?:\/\//i.test(url) ? (
              <a href={url} target="_blank" rel="noopener noreferrer nofollow">
                {title}
              </a>
            ) : (
              title
            )}{" "}
            <small>
              {published_on ? say("published", { date: published_on }) : say("undated")}
              {retrieved_on && ` · ${say("retrieved", { date: retrieved_on })}`}
            </small>
          </li>
        ))}
      </ul>
      {typeof updated === "string" && <p class="quiet">{say("updated", { date: updated.slice(0, 10), n: String(revision ?? 1) })}</p>}
    </section>
  );
}

function Content({ item }: { item: Item }) {
  const page = usePage();
  const { say, settings } = page;
  const heading = useRef<HTMLHeadingElement>(null);
  const around = useSurroundings(item);
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
      {around?.stations.length ? <Stations stations={around.stations.slice(0, STATIONS_SHOWN)} /> : <Metro properties={properties} />}
      <Doubts properties={properties} />
      <Boundaries item={item} />
      <Rows properties={properties} />
      <Sources properties={properties} />
      {around && <Others title={say("alike")} plots={around.alike} />}
      {around && <Others title={say("neighbours")} plots={around.neighbours} />}
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
