import "leaflet/dist/leaflet.css";
import "./styles/page.css";

import { signal } from "@preact/signals";
import { render, type JSX } from "preact";

import { ExplorerMap } from "./map/explorer_map";
import { Compare } from "./panels/Compare";
import { Dialogs } from "./panels/Dialogs";
import { App } from "./panels/App";
import { Legend, Tools } from "./panels/Controls";
import { PageContext } from "./panels/context";
import { Service, type PropertySchema } from "./service/service";
import { readSettings } from "./settings";
import { shownWindow, startAsking } from "./state/asking";
import { followAddress } from "./state/store";
import { trying } from "./state/trying";
import { words } from "./words";

const settings = readSettings(document);
const service = new Service(settings);
const say = words(settings.lang);

const map = new ExplorerMap(document.getElementById("map")!, service, (trouble) => tellTrouble(say(trouble)));

const TOLD_MS = 5000;

function tellTrouble(text: string): void {
  const box = document.getElementById("told")!;
  box.textContent = text;
  box.hidden = false;
  setTimeout(() => (box.hidden = true), TOLD_MS);
}

function windowOf(): readonly [number, number, number, number] {
  const bounds = map.map.getBounds();
  const clamp = (value: number, most: number) => Number(Math.max(-most, Math.min(most, value)).toFixed(6));
  return [clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90)];
}

/** Draw the page at once, and then ask. */
function start(): void {
  followAddress();
  void map.addReference();
  shownWindow.value = windowOf();
  map.map.on("moveend", () => {
    const next = windowOf();
    if (next.join() !== shownWindow.peek()?.join()) shownWindow.value = next;
  });
  const queryables = signal<Record<string, PropertySchema>>({});
  const page = {
    settings,
    service,
    map,
    say,
    get queryables() {
      return queryables.value;
    },
  };
  const draw = (content: JSX.Element, id: string) =>
    render(<PageContext.Provider value={page}>{content}</PageContext.Provider>, document.getElementById(id)!);
  draw(<App />, "panel");
  draw(
    <>
      <Tools />
      <Legend />
    </>,
    "controls",
  );
  draw(
    <>
      <Compare />
      <Dialogs />
    </>,
    "over",
  );
  void trying("properties", async () => {
    queryables.value = (await service.queryables()).properties;
    startAsking(service, new Set(Object.keys(queryables.value)), (box) => map.fitFound(box));
  });
}

start();
