import { useEffect, useState } from "preact/hooks";

import * as figures from "../figures";
import { keyOf, without, type Condition } from "../state/conditions";
import { queryOf } from "../state/query";
import { statistics } from "../state/results";
import { conditions, stopAsking } from "../state/store";
import { usePage } from "./context";
import { tell } from "./telling";

interface Loosened {
  condition: Condition;
  left: number;
}

/** No more conditions than this are tried without. */
const TRIED_MOST = 6;

/** Nothing was found: say so, and which condition to let go of. */
export function Empty() {
  const page = usePage();
  const { say, service, map } = page;
  const asked = conditions.value;
  const elsewhere = statistics.value?.numberMatched ?? 0;
  const [loosened, setLoosened] = useState<readonly Loosened[]>([]);

  useEffect(() => {
    setLoosened([]);
    if (elsewhere || !asked.length) return;
    const ending = new AbortController();
    const tries = asked.slice(0, TRIED_MOST).map(async (condition) => {
      const query = queryOf(without(asked, keyOf(condition))).toString();
      const found = await service.items(query, { limit: "1", properties: "id", skipGeometry: "true" }, ending.signal);
      return { condition, left: found.numberMatched ?? 0 };
    });
    void Promise.allSettled(tries).then((settled) => {
      if (ending.signal.aborted) return;
      const found = settled.flatMap((one) => (one.status === "fulfilled" && one.value.left ? [one.value] : []));
      setLoosened(found.sort((a, b) => b.left - a.left));
    });
    return () => ending.abort();
  }, [asked, elsewhere]);

  if (elsewhere) {
    return (
      <div class="empty">
        <p>{say("nothing_here")}</p>
        <p class="suggest">
          <button type="button" class="button second" onClick={() => map.fitResults()}>
            {say("show_elsewhere", { n: figures.number(elsewhere) })}
          </button>
        </p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p>{say("nothing")}</p>
      {loosened.length > 0 && (
        <p class="suggest">
          {say("loosen")}
          {loosened.map(({ condition, left }) => (
            <button key={keyOf(condition)} type="button" class="button second" onClick={() => stopAsking(keyOf(condition))}>
              {say("without", { what: tell(page, condition), n: figures.number(left) })}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
