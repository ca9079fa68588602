import { badgeText, inkOn } from "../map/elements";
import { usePage } from "./context";

/** The numbers of metro lines, in their official colours. */
export function Badges({ lines }: { lines: readonly string[] }) {
  const { map, settings } = usePage();
  return (
    <span>
      {lines.map((key) => {
        const line = map.lines.value.get(key);
        const colour = line?.colour ?? settings.style.metro.fallback;
        return (
          <span key={key} class="badge" style={{ background: colour, color: inkOn(colour) }} title={line?.name}>
            {badgeText(key, line)}
          </span>
        );
      })}
    </span>
  );
}
