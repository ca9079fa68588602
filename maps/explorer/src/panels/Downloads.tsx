import { useEffect, useState } from "preact/hooks";

import * as figures from "../figures";
import { formatsOf, LARGEST, type Format } from "../service/formats";
import { usePage } from "./context";

/** What a query finds as files: every format that the service offers, and the map that opens with no network. */
export function Downloads({ query, sort, matched }: { query: string; sort: string; matched: number }) {
  const { say, settings, service } = usePage();
  const { lang, collection, root } = settings;
  const [formats, setFormats] = useState<readonly Format[]>([]);
  useEffect(() => {
    void service.items(query, { limit: "1" }).then(({ links }) => setFormats(formatsOf(links)), () => undefined);
  }, [query]);
  const asked = (more: Record<string, string>) => {
    const all = new URLSearchParams(query);
    for (const [name, value] of Object.entries(more)) if (value) all.set(name, value);
    return all;
  };
  const isPlots = collection === "plots"; // the map is of plots
  return (
    <section>
      <h3>{say("download")}</h3>
      <p class="actions">
        {formats.map(({ key, title, isPage }) =>
          isPage ? (
            <a key={key} class="button second" href={`${service.collection}/items?${asked({ sortby: sort, f: key, lang })}`} target="_blank">
              {say("as_page")}
            </a>
          ) : (
            <a key={key} class="button second" href={`${service.collection}/items?${asked({ sortby: sort, f: key, limit: String(LARGEST) })}`} download={`${collection}.${title.toLowerCase()}`}>
              {title}
            </a>
          ),
        )}
        {isPlots && (
          <a class="button second" href={`${root}/map?${asked({ lang, offline: "true" })}`} download="map.html">
            {say("map_file")}
          </a>
        )}
      </p>
      {matched > LARGEST && <p class="quiet">{say("download_first", { n: figures.number(LARGEST), all: figures.number(matched) })}</p>}
    </section>
  );
}
