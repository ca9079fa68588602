// What every panel of the page needs at hand.

import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { ExplorerMap } from "../map/explorer_map";
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

/** The title of one of a property's values. */
export function valueTitle(page: Page, property: string, value: string): string {
  return page.queryables[property]?.oneOf?.find((one) => one.const === value)?.title ?? value;
}
