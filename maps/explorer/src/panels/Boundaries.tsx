import * as figures from "../figures";
import { sketchOf } from "../map/sketch";
import type { Item } from "../service/service";
import { usePage } from "./context";

const SIDES = ["north", "west", "east", "south"] as const;
const [WIDTH, HEIGHT] = [104, 76];

function Outline({ item }: { item: Item }) {
  const { say, settings } = usePage();
  const sketch = sketchOf(item.geometry, WIDTH, HEIGHT);
  if (!sketch) return null;
  const [across, down] = [sketch.across_m, sketch.down_m].map((metres) => figures.length(metres, settings.lang));
  const isNominal = item.properties["location_method"] === "approximate";
  return (
    <figure>
      <svg viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`} width={WIDTH + 8} height={HEIGHT + 8} aria-hidden="true">
        <path d={sketch.path} fill-rule="evenodd" />
      </svg>
      <figcaption>
        {say("outline_size", { across: across!, down: down! })}
        {isNominal && say("outline_nominal")}
      </figcaption>
    </figure>
  );
}

/** What lies on the four sides of a plot, in the words of its record, around a sketch of it. */
export function Boundaries({ item }: { item: Item }) {
  const { say } = usePage();
  const stated = SIDES.filter((side) => typeof item.properties[`boundary_${side}`] === "string");
  const outline = <Outline item={item} />;
  return (
    <section>
      <h3>{say("boundaries")}</h3>
      <div class="boundaries">
        {outline}
        {stated.length > 0 ? (
          <dl>
            {SIDES.map((side) => (
              <div key={side} class={side}>
                <dt>{say(side)}</dt>
                <dd>{String(item.properties[`boundary_${side}`] ?? "–")}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p class="quiet">{say("boundaries_unstated")}</p>
        )}
      </div>
    </section>
  );
}
