import { keyOf } from "../state/conditions";
import { change, conditions, stopAsking } from "../state/store";
import { usePage } from "./context";
import { Icon } from "./Icon";
import { tell } from "./telling";

/** The conditions that hold, each to be taken away by a press. */
export function Chips() {
  const page = usePage();
  if (!conditions.value.length) return null;
  return (
    <ul class="chips" aria-label={page.say("conditions")}>
      {conditions.value.map((condition) => {
        const what = tell(page, condition);
        return (
          <li key={keyOf(condition)}>
            <button type="button" class="chip" aria-label={page.say("remove", { what })} onClick={() => stopAsking(keyOf(condition))}>
              <span>{what}</span>
              <Icon name="close" />
            </button>
          </li>
        );
      })}
      {conditions.value.length > 1 && (
        <li>
          <button type="button" class="plain" onClick={() => change({ conditions: [] })}>
            {page.say("clear")}
          </button>
        </li>
      )}
    </ul>
  );
}
