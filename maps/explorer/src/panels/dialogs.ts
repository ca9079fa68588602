// The one dialog that may be open, and what it is about.

import { signal } from "@preact/signals";

import type { Item } from "../service/service";

export type Dialog =
  | { kind: "share"; item: Item | null }
  | { kind: "inquiry"; item: Item }
  | { kind: "report"; item: Item }
  | { kind: "shortlist" };

export const dialog = signal<Dialog | null>(null);

export function openDialog(next: Dialog): void {
  dialog.value = next;
}

export function closeDialog(): void {
  dialog.value = null;
}
