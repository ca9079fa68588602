import { useRef, useState } from "preact/hooks";

import { usePage } from "./context";

/** Heights that the sheet rests at on a narrow screen: little of it, half, nearly all. */
const RESTS = ["124px", "46dvh", "90dvh"] as const;
const TAP_PX = 6;

function setHeight(height: string): void {
  document.getElementById("explorer")!.style.setProperty("--sheet", height);
}

/** The rest that a height of the sheet is nearest to. */
function nearest(height: number): number {
  const heights = [124, innerHeight * 0.46, innerHeight * 0.9];
  return heights.reduce((best, one, i) => (Math.abs(one - height) < Math.abs(heights[best]! - height) ? i : best), 0);
}

/** By this the sheet is drawn up and down: dragged, or a press for the next height. Only a narrow screen shows it. */
export function Grip() {
  const { say } = usePage();
  const [rest, setRest] = useState(1);
  const from = useRef<{ y: number; height: number; moved: boolean } | null>(null);

  const go = (next: number) => {
    setRest(next);
    setHeight(RESTS[next]!);
  };

  const drag = (event: PointerEvent) => {
    const start = from.current;
    if (!start) return;
    const moved = start.y - event.clientY;
    if (Math.abs(moved) > TAP_PX) start.moved = true;
    if (start.moved) setHeight(`${start.height + moved}px`);
  };

  const drop = () => {
    const start = from.current;
    from.current = null;
    if (!start) return;
    const panel = document.getElementById("panel")!;
    panel.classList.remove("dragged");
    go(start.moved ? nearest(panel.offsetHeight) : (rest + 1) % RESTS.length);
  };

  return (
    <button
      type="button"
      class="grip"
      aria-label={say(rest === 2 ? "sheet_down" : "sheet_up")}
      onPointerDown={(event) => {
        const panel = document.getElementById("panel")!;
        panel.classList.add("dragged");
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { y: event.clientY, height: panel.offsetHeight, moved: false };
      }}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        go((rest + 1) % RESTS.length);
      }}
    />
  );
}
