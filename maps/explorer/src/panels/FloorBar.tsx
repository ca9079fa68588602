import * as figures from "../figures";
import { usePage } from "./context";

/** Allowed floor area against what stands or is proposed, as a bar. */
export function FloorBar({ allowed, proposed }: { allowed: number; proposed: number }) {
  const { say, settings } = usePage();
  const most = Math.max(allowed, proposed);
  const tell = (m2: number) => figures.area(m2, "m2", settings.lang);
  const share = proposed / allowed;
  const text = say("floor_bar", { proposed: tell(proposed), allowed: tell(allowed), share: figures.number(share * 100, 0) });
  return (
    <figure class={share > 1 ? "floor-bar over" : "floor-bar"}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={text}>
        <rect class="allowed" width={(allowed / most) * 100} height="10" rx="1" />
        <rect class="proposed" y="2.500" width={(proposed / most) * 100} height="5" rx="1" />
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
