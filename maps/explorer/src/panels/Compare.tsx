import { useEffect, useState } from "preact/hooks";

import * as figures from "../figures";
import type { Item } from "../service/service";
import { COMPARED_MOST } from "../state/address";
import { change, state } from "../state/store";
import { nameOf } from "../words";
import { titleOf, usePage, valueTitle, type Page } from "./context";
import { FloorBar } from "./FloorBar";
import { Icon } from "./Icon";
import { StatusDot } from "./ResultList";
import { amount } from "./telling";

const ROWS = [
  ...["status", "area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2", "price_cny", "metro_station", "metro_distance_m"],
  ...["metro_walk_min", "town", "land_use_name", "tenure_years", "planned_use", "location_method", "location_uncertainty_m", "doubts"],
] as const;

function useItems(ids: readonly string[]): readonly Item[] {
  const { service } = usePage();
  const [items, setItems] = useState<readonly Item[]>([]);
  useEffect(() => {
    let isOver = false;
    void Promise.all(ids.map((id) => service.item(id).catch(() => null))).then((found) => isOver || setItems(found.filter((one) => one !== null)));
    return () => {
      isOver = true;
    };
  }, [ids.join()]);
  return items.filter((item) => ids.includes(item.id));
}

function Doubts({ doubts }: { doubts: unknown }) {
  const { settings } = usePage();
  const said = Array.isArray(doubts) ? (doubts as Record<string, string>[]) : [];
  if (!said.length) return <>–</>;
  return (
    <ul>
      {said.map((doubt) => (
        <li key={doubt["code"]}>{doubt[`text_${settings.lang}`]}</li>
      ))}
    </ul>
  );
}

function Value({ item, name }: { item: Item; name: string }) {
  const page = usePage();
  const { properties } = item;
  const { floor_area_max_m2: allowed, location_uncertainty_m: spread } = properties;
  const value = properties[name];
  if (name === "doubts") return <Doubts doubts={value} />;
  if (value === undefined || value === null) return <>–</>;
  const told = typeof value === "number" ? amount(page, name, value) : valueTitle(page, name, String(value));
  if (name === "status") {
    return (
      <span class="meta">
        <StatusDot status={value} />
        {told}
      </span>
    );
  }
  const isUnsure = name === "metro_distance_m" && typeof spread === "number" && spread > 0;
  return (
    <>
      {told}
      {isUnsure && <small> {page.say("plus_minus", { length: figures.length(spread, page.settings.lang) })}</small>}
      {name === "gross_floor_area_m2" && typeof allowed === "number" && <FloorBar allowed={allowed} proposed={Number(value)} />}
    </>
  );
}

function Table({ items, onDrop }: { items: readonly Item[]; onDrop: (id: string) => void }) {
  const page = usePage();
  const { say, settings } = page;
  const rows = ROWS.filter((name) => items.some(({ properties }) => properties[name] !== undefined && properties[name] !== null));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={say("compare")}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden">{say("record")}</span>
            </th>
            {items.map((item) => (
              <th key={item.id} scope="col">
                <div>
                  <button type="button" class="plain" onClick={() => change({ plot: item.id })}>
                    {nameOf(item, settings.lang)}
                  </button>
                  <Drop item={item} onDrop={onDrop} />
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr key={name}>
              <th scope="row">{rowTitle(page, name)}</th>
              {items.map((item) => (
                <td key={item.id}>
                  <Value item={item} name={name} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const rowTitle = (page: Page, name: string) => (name === "doubts" ? page.say("doubts") : titleOf(page, name));

function Drop({ item, onDrop }: { item: Item; onDrop: (id: string) => void }) {
  const { say, settings } = usePage();
  return (
    <button type="button" class="plain" aria-label={say("remove_plot", { what: nameOf(item, settings.lang) })} onClick={() => onDrop(item.id)}>
      <Icon name="close" />
    </button>
  );
}

/** Up to four plots side by side, a row a property; folded away it is a tray of those that were chosen. */
export function Compare() {
  const { say, settings } = usePage();
  const ids = state.value.compared;
  const items = useItems(ids);
  const [isFolded, setFolded] = useState(false);
  if (!ids.length) return null;
  const isOpen = ids.length > 1 && !isFolded;
  const drop = (id: string) => change({ compared: ids.filter((one) => one !== id) });
  return (
    <section class={isOpen ? "compare" : "compare folded"} aria-label={say("compare")} onKeyDown={(event) => event.key === "Escape" && setFolded(true)}>
      <header>
        <h2>
          {say("compare")} <small>{say("of_most", { n: ids.length, most: COMPARED_MOST })}</small>
        </h2>
        {ids.length > 1 ? (
          <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setFolded(isOpen)}>
            {say(isOpen ? "compare_fold" : "compare_unfold")}
          </button>
        ) : (
          <p>{say("compare_more")}</p>
        )}
        <button type="button" class="plain" onClick={() => change({ compared: [] })}>
          {say("compare_clear")}
        </button>
      </header>
      {isOpen ? (
        <Table items={items} onDrop={drop} />
      ) : (
        <ul class="tray">
          {items.map((item) => (
            <li key={item.id}>
              <StatusDot status={item.properties["status"]} />
              <span>{nameOf(item, settings.lang)}</span>
              <Drop item={item} onDrop={drop} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
