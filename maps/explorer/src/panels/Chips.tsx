import { keyOf } from "../state/conditions";
import { change, conditions, stopAsking } from "../state/store";
import { usePage } from "./context";
import { focusOn } from "./focus";
import { Icon } from "./Icon";
import { tell } from "./telling";

/** The conditions that hold, each to be taken away by a press. */
export function Chips() {
  const page = usePage();
  if (!conditions.value.length) return null;
  const drop = (key: string, chip: HTMLElement) => {
    const beside = chip.closest("li")!;
    focusOn((beside.nextElementSibling ?? beside.previousElementSibling)?.querySelector("button"), "#panel [role=combobox]");
    stopAsking(key);
  };
  return (
    <ul class="chips" aria-label={page.say("conditions")}>
      {conditions.value.map((condition) => {
        const what = tell(page, condition);
        return (
          <li key={keyOf(condition)}>
            <button type="button" class="chip" aria-label={page.say("remove", { what })} onClick={(event) => drop(keyOf(condition), event.currentTarget)}>
              <span>{what}</span>
              <Icon name="close" />
            </button>
          </li>
        );
      })}
      {conditions.value.length > 1 && (
        <li>
          <button type="button" class="plain" onClick={() => (focusOn(null, "#panel [role=combobox]"), change({ conditions: [] }))}>
            {page.say("clear")}
          </button>
        </li>
      )}
    </ul>
  );
}
