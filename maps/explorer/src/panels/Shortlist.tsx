import { useEffect, useState } from "preact/hooks";

import type { Item } from "../service/service";
import { COMPARED_MOST } from "../state/address";
import { shortlist, toggleShortlisted } from "../state/shortlist";
import { change } from "../state/store";
import { nameOf } from "../words";
import { usePage } from "./context";
import { closeDialog } from "./dialogs";
import { Modal } from "./Dialogs";
import { Icon } from "./Icon";

/** The plots that were starred, to open, compare or take away. */
export function Shortlist() {
  const { say, service, settings } = usePage();
  const [items, setItems] = useState<readonly Item[]>([]);
  const ids = shortlist.value;
  useEffect(() => {
    void Promise.all(ids.map((id) => service.item(id).catch(() => null))).then((found) => setItems(found.filter((one) => one !== null)));
  }, [ids]);
  const file = URL.createObjectURL(new Blob([JSON.stringify({ type: "FeatureCollection", features: items }, null, 2)], { type: "application/geo+json" }));
  const open = (id: string) => {
    change({ plot: id });
    closeDialog();
  };
  return (
    <Modal title={say("shortlist")}>
      {!ids.length && <p class="empty">{say("shortlist_empty")}</p>}
      <ul class="starred">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" class="plain" onClick={() => open(item.id)}>
              {nameOf(item, settings.lang)}
            </button>
            <button type="button" class="plain" aria-label={say("remove", { what: nameOf(item, settings.lang) })} onClick={() => toggleShortlisted(item.id)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <p class="actions">
          <a class="button second" href={file} download="shortlist.geojson">
            {say("download")} GeoJSON
          </a>
          {items.length > 1 && (
            <button
              type="button"
              class="button second"
              onClick={() => {
                change({ compared: ids.slice(0, COMPARED_MOST) });
                closeDialog();
              }}
            >
              {say("compare_add")}
            </button>
          )}
        </p>
      )}
    </Modal>
  );
}
