import { useEffect, useState } from "preact/hooks";

import * as figures from "../figures";
import type { Around, Beside, Item } from "../service/service";
import { change } from "../state/store";
import { nameOf } from "../words";
import { Badges } from "./Badges";
import { usePage } from "./context";
import { StatusDot } from "./ResultList";
import { plotLine } from "./telling";

/** What lies about a plot; null until it is known, or where the collection has no such answer. */
export function useSurroundings(item: Item): Around | null {
  const { service, settings } = usePage();
  const [around, setAround] = useState<{ of: string; found: Around } | null>(null);
  useEffect(() => {
    if (settings.collection !== "plots") return;
    const asking = new AbortController();
    void service.surroundings(item.id, asking.signal).then((found) => setAround({ of: item.id, found }), () => undefined);
    return () => asking.abort();
  }, [item.id]);
  return around?.of === item.id ? around.found : null;
}

/** How far something is, how unsure that is, and how long it takes to walk there. */
function Away({ beside, walks }: { beside: Beside; walks?: boolean }) {
  const { say, settings } = usePage();
  const { distance_m: away, distance_max_m: most, walk_min: walk } = beside.properties;
  return (
    <span class="away">
      {figures.length(away, settings.lang)}
      {most - away >= 1 && <span class="quiet">{say("plus_minus", { length: figures.spread(most - away, settings.lang) })}</span>}
      {walks && <span class="quiet">{say("walk", { n: figures.minutes(walk) })}</span>}
    </span>
  );
}

/** The stations nearest to a plot. */
export function Stations({ stations }: { stations: readonly Beside[] }) {
  const { say, settings } = usePage();
  if (!stations.length) return null;
  return (
    <section>
      <h3>{say("nearest_stations")}</h3>
      <ul class="beside">
        {stations.map((station) => (
          <li key={station.id}>
            <span class="who">
              <Badges lines={(station.properties["lines"] as string[] | undefined) ?? []} /> <b>{nameOf(station, settings.lang)}</b>
            </span>
            <Away beside={station} walks />
          </li>
        ))}
      </ul>
      <p class="quiet">{say("straight_line")}</p>
    </section>
  );
}

/** Other plots, each a way to its card. */
export function Others({ title, plots }: { title: string; plots: readonly Beside[] }) {
  const page = usePage();
  if (!plots.length) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="beside">
        {plots.map((plot) => (
          <li key={plot.id}>
            <button type="button" class="plain" onClick={() => change({ plot: plot.id })}>
              {nameOf(plot, page.settings.lang)}
            </button>
            <span class="quiet">
              <StatusDot status={plot.properties["status"]} /> {plotLine(page, plot)}
            </span>
            <Away beside={plot} />
          </li>
        ))}
      </ul>
    </section>
  );
}
