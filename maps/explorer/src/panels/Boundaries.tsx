import type { Properties } from "../service/service";
import { usePage } from "./context";

const SIDES = ["north", "west", "east", "south"] as const;

/** What lies on the four sides of a plot, in the words of its record, around a sketch of it. */
export function Boundaries({ properties }: { properties: Properties }) {
  const { say } = usePage();
  const stated = SIDES.filter((side) => typeof properties[`boundary_${side}`] === "string");
  if (!stated.length) return null;
  return (
    <section>
      <h3>{say("boundaries")}</h3>
      <dl class="boundaries">
        {stated.map((side) => (
          <div key={side} class={side}>
            <dt>{say(side)}</dt>
            <dd>{String(properties[`boundary_${side}`])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
