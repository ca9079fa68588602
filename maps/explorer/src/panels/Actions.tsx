import type { Item } from "../service/service";
import { COMPARED_MOST } from "../state/address";
import { isShortlisted, toggleShortlisted } from "../state/shortlist";
import { change, state } from "../state/store";
import { usePage } from "./context";
import { openDialog } from "./dialogs";
import { Icon } from "./Icon";

/** What can be done with a plot. */
export function Actions({ item }: { item: Item }) {
  const { say, settings } = usePage();
  const { compared, unit } = state.value;
  const isPlot = settings.collection === "plots"; // items of other collections have no page of their own
  const isCompared = compared.includes(item.id);
  const isFull = compared.length >= COMPARED_MOST;
  const page = `${settings.root}/plots/${encodeURIComponent(item.id)}`;
  const asked = new URLSearchParams({ lang: settings.lang, unit });
  const compare = () => change({ compared: isCompared ? compared.filter((id) => id !== item.id) : [...compared, item.id] });
  return (
    <>
      {isPlot && (
        <p class="actions first">
          <a class="button" href={`${page}?${asked}`}>
            {say("details")}
          </a>
          <button type="button" class="button second" data-opens="inquire" onClick={() => openDialog({ kind: "inquiry", item })}>
            {say("inquire")}
          </button>
        </p>
      )}
      <div class="actions more">
        <button type="button" class="plain" aria-pressed={isShortlisted(item.id)} onClick={() => toggleShortlisted(item.id)}>
          <Icon name="star" />
          {say(isShortlisted(item.id) ? "shortlisted" : "shortlist_add")}
        </button>
        <button type="button" class="plain" aria-pressed={isCompared} disabled={isFull && !isCompared} title={isFull && !isCompared ? say("compare_full") : undefined} onClick={compare}>
          <Icon name="compare" />
          {say(isCompared ? "compared" : "compare_add")}
        </button>
        <button type="button" class="plain" onClick={() => openDialog({ kind: "share", item })}>
          <Icon name="share" />
          {say("share")}
        </button>
        {isPlot && (
          <>
            <a class="plain" href={`${page}/sheet?${asked}`}>
              <Icon name="sheet" />
              {say("sheet")}
            </a>
            <button type="button" class="plain" data-opens="report" onClick={() => openDialog({ kind: "report", item })}>
              <Icon name="flag" />
              {say("report")}
            </button>
          </>
        )}
      </div>
    </>
  );
}
