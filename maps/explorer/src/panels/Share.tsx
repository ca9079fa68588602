import { useState } from "preact/hooks";

import type { Item } from "../service/service";
import { addressOf, conditions, query, state } from "../state/store";
import { statistics } from "../state/results";
import { nameOf } from "../words";
import { usePage, type Page } from "./context";
import { Modal } from "./Dialogs";
import { plotText, searchText } from "./plain_text";

function copied(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const { say } = usePage();
  const [isDone, setDone] = useState(false);
  const copy = () => void copied(text).then(() => setDone(true));
  return (
    <button type="button" class="button second" onClick={copy}>
      <span role="status">{isDone ? say("copied") : label}</span>
    </button>
  );
}

function Downloads({ page }: { page: Page }) {
  const { say, settings, service } = page;
  const asked = new URLSearchParams(query.value);
  asked.set("limit", "10000");
  asked.set("f", "json");
  const overview = new URLSearchParams(query.value);
  overview.set("lang", settings.lang);
  return (
    <section>
      <h3>{say("download")}</h3>
      <p class="actions">
        <a class="button second" href={`${service.collection}/items?${asked}`} download={`${settings.collection}.geojson`}>
          GeoJSON
        </a>
        <a class="button second" href={`${settings.root}/map?${overview}`} download="map.html">
          {say("map_file")}
        </a>
      </p>
    </section>
  );
}

/** The link to what is seen, as text, as a QR code, and what can be taken away. */
export function Share({ item }: { item: Item | null }) {
  const page = usePage();
  const { say, settings } = page;
  const path = item ? addressOf({ ...state.value, plot: item.id }) : addressOf(state.value);
  const link = `${location.origin}${path}`;
  const text = item ? plotText(page, item, link) : searchText(page, conditions.value, statistics.value?.numberMatched ?? 0, link);
  const own = path.slice(settings.root.length) || "/";
  return (
    <Modal title={item ? nameOf(item, settings.lang) : say("share")}>
      <label class="field">
        {say("link")}
        <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <p class="actions">
        <CopyButton text={link} label={say("copy_link")} />
        <CopyButton text={text} label={say("copy_text")} />
      </p>
      <figure class="qr">
        <img src={`${settings.root}/qr?to=${encodeURIComponent(own)}`} alt={say("qr_alt")} width="168" height="168" />
        <figcaption>{say("qr_help")}</figcaption>
      </figure>
      {!item && <Downloads page={page} />}
    </Modal>
  );
}
