import * as figures from "../figures";
import { AREA_UNITS } from "../state/address";
import { change, state } from "../state/store";
import { usePage } from "./context";

/** Chooses the unit that areas are told in. */
export function Units() {
  const { say, settings } = usePage();
  return (
    <div class="units" role="group" aria-label={say("unit")}>
      {AREA_UNITS.map((unit) => (
        <button key={unit} type="button" aria-pressed={state.value.unit === unit} onClick={() => change({ unit })}>
          {figures.unitName(unit, settings.lang)}
        </button>
      ))}
    </div>
  );
}
