import { useEffect, useState } from "preact/hooks";

import type { Item } from "../service/service";
import { COMPARED_MOST } from "../state/address";
import { quoted } from "../state/query";
import { shortlist, toggleShortlisted } from "../state/shortlist";
import { change } from "../state/store";
import { nameOf } from "../words";
import { usePage } from "./context";
import { closeDialog } from "./dialogs";
import { Modal } from "./Dialogs";
import { Downloads } from "./Downloads";
import { Icon } from "./Icon";
import { StatusDot } from "./ResultList";
import { plotLine } from "./telling";

/** The plots that were starred, to open, compare or take away. */
export function Shortlist() {
  const page = usePage();
  const { say, service, settings } = page;
  const [items, setItems] = useState<ReadonlyMap<string, Item>>(new Map());
  const [isAsked, setAsked] = useState(false);
  const ids = shortlist.value;
  useEffect(() => {
    void Promise.all(ids.map((id) => service.item(id).catch(() => null))).then((found) => {
      setItems(new Map(found.filter((one) => one !== null).map((one) => [one.id, one])));
      setAsked(true);
    });
  }, [ids]);
  const open = (id: string) => {
    change({ plot: id });
    closeDialog();
  };
  const compare = () => {
    change({ compared: ids.filter((id) => items.has(id)).slice(0, COMPARED_MOST) });
    closeDialog();
  };
  const query = new URLSearchParams({ filter: `id IN (${ids.map(quoted).join(",")})` }).toString();
  return (
    <Modal title={say("shortlist")}>
      {!ids.length && <p class="empty">{say("shortlist_empty")}</p>}
      <ul class="starred">
        {ids.map((id) => {
          const item = items.get(id);
          const name = item ? nameOf(item, settings.lang) : id;
          return (
            <li key={id}>
              <div>
                {item ? (
                  <button type="button" class="plain" onClick={() => open(id)}>
                    {name}
                  </button>
                ) : (
                  <span>{name}</span>
                )}
                <p class="quiet">
                  {item ? (
                    <>
                      <StatusDot status={item.properties["status"]} /> {plotLine(page, item)}
                    </>
                  ) : (
                    isAsked && say("shortlist_gone")
                  )}
                </p>
              </div>
              <button type="button" class="plain" aria-label={say("remove_plot", { what: name })} onClick={() => toggleShortlisted(id)}>
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
      {items.size > 1 && (
        <p class="actions">
          <button type="button" class="button" onClick={compare}>
            {say("compare_these", { n: Math.min(items.size, COMPARED_MOST) })}
          </button>
        </p>
      )}
      {items.size > 0 && <Downloads query={query} sort="" matched={items.size} />}
      {ids.length > 0 && <p class="quiet">{say("shortlist_note")}</p>}
    </Modal>
  );
}
