import { useState } from "preact/hooks";

import * as figures from "../figures";
import { COLOURED_BY, colouring, type Swatch } from "../map/colours";
import { CROWD_ABOVE } from "../map/explorer_map";
import { shapeOf, type Figure } from "../map/figure";
import { areaOf, lengthOf } from "../map/geodesy";
import { AREA_UNITS } from "../state/address";
import type { IconName } from "../map/icons";
import type { Position } from "../state/conditions";
import { conditions, ask, change, state, toBeFound } from "../state/store";
import { results } from "../state/results";
import { titleOf, usePage, valueTitle } from "./context";
import { Icon } from "./Icon";
import { amount } from "./telling";

function Tool({ icon, title, onClick, pressed, expanded }: { icon: IconName; title: string; onClick: () => void; pressed?: boolean; expanded?: boolean }) {
  return (
    <button type="button" data-tool={icon} title={title} aria-label={title} aria-pressed={pressed} aria-expanded={expanded} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

function Basemaps() {
  const page = usePage();
  const { map, settings, say } = page;
  return (
    <div class="flyout" role="radiogroup" aria-label={say("basemap")}>
      <p class="quiet">{say("basemap")}</p>
      {settings.basemaps.map((basemap) => (
        <label key={basemap.key}>
          <input type="radio" name="basemap" checked={(state.value.basemap, map.basemap.key === basemap.key)} onChange={() => map.choose(basemap)} />
          {basemap.title}
        </label>
      ))}
    </div>
  );
}

function Measured({ points }: { points: readonly Position[] }) {
  const { say, settings } = usePage();
  const { lang } = settings;
  const isClosed = points.length > 2;
  const own = state.value.unit;
  const units = [own, ...AREA_UNITS.filter((unit) => unit !== own)];
  if (points.length < 2) return <p>{say("measure_help")}</p>;
  return (
    <dl class="measured">
      <div>
        <dt>{say("measure_length")}</dt>
        <dd>{figures.length(lengthOf(points), lang)}</dd>
      </div>
      {isClosed && (
        <div>
          <dt>{say("measure_area")}</dt>
          <dd>
            {units.map((unit) => (
              <span key={unit}>{figures.area(areaOf(points), unit, lang)}</span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

const DRAWN: readonly [Figure, IconName][] = [
  ["rectangle", "rectangle"],
  ["polygon", "polygon"],
  ["circle", "circle"],
];

/** The buttons on the map. */
export function Tools() {
  const page = usePage();
  const { map, say } = page;
  const [open, setOpen] = useState<"basemaps" | "tools" | null>(null);
  const toggle = (which: "basemaps" | "tools") => setOpen(open === which ? null : which);
  const [figure, setFigure] = useState<Figure | null>(null);
  const [points, setPoints] = useState<readonly Position[]>([]);

  const stop = () => {
    map.stopDrawing();
    setFigure(null);
    setPoints([]);
  };

  const start = (next: Figure) => {
    const isOff = figure === next;
    stop();
    if (isOff) return;
    setFigure(next);
    map.draw(next, {
      onPoints: (added) => setPoints([...added]),
      onDone: (_figure, all) => {
        if (next === "line") return;
        stop();
        if (next === "point") {
          toBeFound.value = true;
          return ask({ kind: "near", target: all[0]!.join(",") });
        }
        const shape = shapeOf(next, all);
        if (shape) ask({ kind: "inside", shape });
      },
    });
  };

  return (
    <>
      <div class="tools" onKeyDown={(event) => event.key === "Escape" && (setOpen(null), stop())}>
        <div class="bar wide">
          <Tool icon="plus" title={say("zoom_in")} onClick={() => map.map.zoomIn()} />
          <Tool icon="minus" title={say("zoom_out")} onClick={() => map.map.zoomOut()} />
        </div>
        <div class="bar">
          <Tool icon="all" title={say("fit_all")} onClick={() => map.fitResults()} />
          <Tool icon="here" title={say("near_me")} onClick={() => map.locate()} />
          <Tool icon="layers" title={say("basemap")} expanded={open === "basemaps"} onClick={() => toggle("basemaps")} />
          <span class="narrow">
            <Tool icon="more" title={say("tools")} expanded={open === "tools"} onClick={() => toggle("tools")} />
          </span>
        </div>
        <div class={open === "tools" ? "bar" : "bar wide"}>
          <Tool icon="point" title={say("near_point")} pressed={figure === "point"} onClick={() => start("point")} />
          {DRAWN.map(([one, icon]) => (
            <Tool key={one} icon={icon} title={say(`draw_${one}` as "draw_rectangle")} pressed={figure === one} onClick={() => start(one)} />
          ))}
          <Tool icon="measure" title={say("measure")} pressed={figure === "line"} onClick={() => start("line")} />
        </div>
        {open === "basemaps" && <Basemaps />}
      </div>
      {figure && (
        <div class="toast" role="status">
          {figure === "line" ? <Measured points={points} /> : say(`help_${figure}` as "help_rectangle")}{" "}
          {figure === "polygon" && points.length > 2 && (
            <button type="button" class="plain" onClick={() => map.finishDrawing()}>
              {say("done")}
            </button>
          )}
          <button type="button" class="plain" onClick={stop}>
            {say("stop")}
          </button>
        </div>
      )}
    </>
  );
}

function tellSwatch(page: ReturnType<typeof usePage>, property: string, { value, from, to }: Swatch): string {
  if (value !== undefined) return valueTitle(page, property, value);
  const tell = (end: number) => amount(page, property, end);
  if (from === undefined) return `< ${tell(to!)}`;
  return to === undefined ? `≥ ${tell(from)}` : `${tell(from)} – ${tell(to)}`;
}

/** What colours and rings mean. */
export function Legend() {
  const page = usePage();
  const { say, settings, queryables } = page;
  const colours = colouring(state.value.colour, settings.style);
  const items = results.value?.items ?? [];
  const isShown = (swatch: Swatch) => swatch.value === undefined || items.some((item) => item.properties[colours.property] === swatch.value);
  const shown = colours.swatches.filter(isShown);
  const offered = COLOURED_BY.filter((property) => queryables[property]);
  return (
    <details class="legend" open={innerWidth > 767}>
      <summary>{say("legend")}</summary>
      <div class="body">
        <select aria-label={say("coloured_by")} value={state.value.colour} onChange={(event) => change({ colour: event.currentTarget.value })}>
          {offered.map((property) => (
            <option key={property} value={property}>
              {titleOf(page, property)}
            </option>
          ))}
        </select>
        <ul>
          {(shown.length ? shown : colours.swatches).map((swatch) => (
            <li key={swatch.colour}>
              <i class="swatch" style={{ background: swatch.colour }} aria-hidden="true" />
              {tellSwatch(page, colours.property, swatch)}
            </li>
          ))}
          <li>
            <i class="swatch" style={{ background: colours.unstated }} aria-hidden="true" />
            {say("unstated")}
          </li>
        </ul>
        {(results.value?.inView ?? 0) > CROWD_ABOVE && <p class="note">{say("heaps")}</p>}
        {items.some((item) => Number(item.properties["location_uncertainty_m"]) > 0) && <p class="note">{say("ring")}</p>}
        {conditions.value.some((one) => one.kind === "near" && one.within) && <p class="note">{say("match_note")}</p>}
      </div>
    </details>
  );
}
