// What every panel of the page needs at hand.

import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { ExplorerMap } from "../map/explorer_map";
import { named } from "../names";
import type { PropertySchema, Service } from "../service/service";
import type { Settings } from "../settings";
import type { Say } from "../words";

export interface Page {
  settings: Settings;
  service: Service;
  map: ExplorerMap;
  say: Say;
  /** The properties that the collection can be asked by. */
  queryables: Record<string, PropertySchema>;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("a panel outside of the page");
  return page;
}

/** The title of a property in the reader's language, without its unit. */
export function titleOf(page: Page, property: string): string {
  return (page.queryables[property]?.title ?? property).replace(/\s*[（(][^（()）]*[)）]\s*$/, "");
}

/** The title of one of a property's values: by the schema, or else the name that it is, in the reader's language. */
export function valueTitle(page: Page, property: string, value: string): string {
  const line = property === "metro_lines" ? page.map.lines.value.get(value)?.name : undefined;
  return line ?? page.queryables[property]?.oneOf?.find((one) => one.const === value)?.title ?? named(value, page.settings.lang);
}
