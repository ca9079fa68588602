import { useState } from "preact/hooks";

import * as figures from "../figures";
import type { Item } from "../service/service";
import { statistics } from "../state/results";
import { addressOf, conditions, query, state } from "../state/store";
import { nameOf } from "../words";
import { usePage } from "./context";
import { copy } from "./copying";
import { Modal } from "./Dialogs";
import { Downloads } from "./Downloads";
import { plotText, searchText } from "./plain_text";

/** The service draws no QR code of a longer path, nor does a phone read one. */
const QR_LONGEST = 1000;

function CopyButton({ text, label }: { text: string; label: string }) {
  const { say } = usePage();
  const [done, setDone] = useState<"copied" | "not_copied" | null>(null);
  return (
    <>
      <button type="button" class="button second" onClick={() => void copy(text).then((isDone) => setDone(isDone ? "copied" : "not_copied"))}>
        {done ? say(done) : label}
      </button>
      <span class="hidden" role="status">
        {done && say(done)}
      </span>
    </>
  );
}

/** Hands the link to an app of the phone, where the browser can. */
function SendButton({ title, url }: { title: string; url: string }) {
  const { say } = usePage();
  if (!("share" in navigator)) return null;
  return (
    <button type="button" class="button second" onClick={() => void navigator.share({ title, url }).catch(() => undefined)}>
      {say("send_link")}
    </button>
  );
}

/** The link to what is seen, as text, as a QR code, and what can be taken away. */
export function Share({ item }: { item: Item | null }) {
  const page = usePage();
  const { say, settings } = page;
  const path = addressOf(item ? { ...state.value, plot: item.id } : state.value);
  const link = `${location.origin}${path}`;
  const matched = statistics.value?.numberMatched ?? 0;
  const text = item ? plotText(page, item, link) : searchText(page, conditions.value, matched, link);
  const own = path.slice(settings.root.length) || "/";
  const title = item ? nameOf(item, settings.lang) : say("share");
  return (
    <Modal title={title}>
      <label class="field">
        {say("link")}
        <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <label class="field">
        {say("as_text")}
        <textarea class="chat" readOnly rows={Math.min(text.split("\n").length, 7)} value={text} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <p class="actions">
        <CopyButton text={link} label={say("copy_link")} />
        <CopyButton text={text} label={say("copy_text")} />
        <SendButton title={title} url={link} />
      </p>
      {own.length > QR_LONGEST ? (
        <p class="quiet">{say("qr_too_long")}</p>
      ) : (
        <figure class="qr">
          <img src={`${settings.root}/qr?to=${encodeURIComponent(own)}`} alt={say("qr_alt")} width="168" height="168" />
          <figcaption>{say("qr_help")}</figcaption>
        </figure>
      )}
      {!item && (
        <>
          <Downloads query={query.value} sort={state.value.sort} matched={matched} />
          <p class="quiet">{say("download_all", { n: figures.number(matched) })}</p>
        </>
      )}
    </Modal>
  );
}
