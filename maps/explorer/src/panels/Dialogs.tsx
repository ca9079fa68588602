import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { usePage } from "./context";
import { closeDialog, dialog } from "./dialogs";
import { Icon } from "./Icon";
import { Inquiry } from "./Inquiry";
import { Report } from "./Report";
import { Share } from "./Share";
import { Shortlist } from "./Shortlist";

/** A dialog over the page: it takes the focus, and gives it back. */
export function Modal({ title, children }: { title: string; children: ComponentChildren }) {
  const { say } = usePage();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} aria-label={title} onClose={closeDialog} onClick={(event) => event.target === element.current && element.current?.close()}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="plain" aria-label={say("close")} onClick={() => element.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

export function Dialogs() {
  const open = dialog.value;
  switch (open?.kind) {
    case "share":
      return <Share item={open.item} />;
    case "inquiry":
      return <Inquiry item={open.item} />;
    case "report":
      return <Report item={open.item} />;
    case "shortlist":
      return <Shortlist />;
    default:
      return null;
  }
}
