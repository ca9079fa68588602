import * as figures from "../figures";
import type { Item } from "../service/service";
import { opened } from "../state/results";
import { change, state } from "../state/store";
import { nameOf } from "../words";
import { titleOf, usePage, valueTitle } from "./context";
import { Icon } from "./Icon";
import { StatusDot } from "./ResultList";
import { amount } from "./telling";

const HEADLINES = ["area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2", "price_cny"] as const;

function Headline({ item }: { item: Item }) {
  const page = usePage();
  const stated = HEADLINES.filter((name) => typeof item.properties[name] === "number");
  return (
    <dl class="headline">
      {stated.map((name) => (
        <div key={name}>
          <dt>{titleOf(page, name)}</dt>
          <dd>{name === "gross_floor_area_m2" ? figures.area(Number(item.properties[name]), "m2", page.settings.lang) : amount(page, name, Number(item.properties[name]))}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is known of the plot that is open, at a glance; the whole is on its own page. */
export function Card() {
  const page = usePage();
  const { say, settings } = page;
  const item = opened.value;
  if (state.value.plot === null) return null;
  return (
    <article class="card" aria-busy={!item}>
      <button type="button" class="plain back" onClick={() => change({ plot: null })}>
        <Icon name="back" />
        {say("back")}
      </button>
      {item && (
        <>
          <p class="meta">
            <StatusDot status={item.properties["status"]} />
            {typeof item.properties["status"] === "string" ? valueTitle(page, "status", item.properties["status"]) : say("unstated")}
          </p>
          <h2 tabIndex={-1}>{nameOf(item, settings.lang)}</h2>
          <Headline item={item} />
          <a class="button" href={`${settings.root}/plots/${encodeURIComponent(item.id)}?lang=${settings.lang}`}>
            {say("details")}
          </a>
        </>
      )}
    </article>
  );
}
