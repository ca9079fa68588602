// The shortlist: ids of items, kept in this browser alone, for each collection apart.

import { effect, signal } from "@preact/signals";

const KEY = `dikuai.shortlist.${new URLSearchParams(location.search).get("collection") ?? "plots"}`;

function read(): string[] {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(held) ? held.filter((one): one is string => typeof one === "string") : [];
  } catch {
    return []; // storage is closed, or holds what is not ours
  }
}

export const shortlist = signal<readonly string[]>(read());

// what another window of this browser starred or let go
addEventListener("storage", (event) => {
  if (event.key === KEY) shortlist.value = read();
});

effect(() => {
  const text = JSON.stringify(shortlist.value);
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // storage is closed: the list lasts as long as the page
  }
});

export const isShortlisted = (id: string) => shortlist.value.includes(id);

export function toggleShortlisted(id: string): void {
  shortlist.value = isShortlisted(id) ? shortlist.value.filter((one) => one !== id) : [...shortlist.value, id];
}
