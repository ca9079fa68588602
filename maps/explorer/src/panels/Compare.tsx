import { useEffect, useState } from "preact/hooks";

import type { Item } from "../service/service";
import { change, state } from "../state/store";
import { nameOf } from "../words";
import { titleOf, usePage, valueTitle } from "./context";
import { Icon } from "./Icon";
import { amount } from "./telling";

const ROWS = [
  ...["status", "area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2", "price_cny", "metro_station", "metro_distance_m"],
  ...["metro_walk_min", "town", "land_use_name", "tenure_years", "planned_use", "location_method", "location_uncertainty_m"],
] as const;

/** Up to four plots side by side, a row a property. */
export function Compare() {
  const page = usePage();
  const { say, service, settings } = page;
  const ids = state.value.compared;
  const [items, setItems] = useState<readonly Item[]>([]);
  useEffect(() => {
    void Promise.all(ids.map((id) => service.item(id).catch(() => null))).then((found) => setItems(found.filter((one) => one !== null)));
  }, [ids.join()]);
  if (!ids.length) return null;
  const tellValue = (item: Item, name: string) => {
    const value = item.properties[name];
    if (value === undefined || value === null) return "–";
    return typeof value === "number" ? amount(page, name, value) : valueTitle(page, name, String(value));
  };
  const rows = ROWS.filter((name) => items.some((item) => item.properties[name] !== undefined));
  const drop = (id: string) => change({ compared: ids.filter((one) => one !== id) });
  return (
    <section class="compare" aria-label={say("compare")}>
      <header>
        <h2>{say("compare")}</h2>
        {ids.length < 2 && <p>{say("compare_more")}</p>}
        <button type="button" class="plain" aria-label={say("close")} onClick={() => change({ compared: [] })}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll" tabIndex={0} role="group" aria-label={say("compare")}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">{say("record")}</span>
              </th>
              {items.map((item) => (
                <th key={item.id} scope="col">
                  <button type="button" class="plain" onClick={() => change({ plot: item.id })}>
                    {nameOf(item, settings.lang)}
                  </button>
                  <button type="button" class="plain" aria-label={say("remove", { what: nameOf(item, settings.lang) })} onClick={() => drop(item.id)}>
                    <Icon name="close" />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((name) => (
              <tr key={name}>
                <th scope="row">{titleOf(page, name)}</th>
                {items.map((item) => (
                  <td key={item.id}>{tellValue(item, name)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
