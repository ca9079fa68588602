import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { keyOf } from "../state/conditions";
import { conditionsOf, isPhrase, type Option, type Phrase, type Suggestion } from "../state/suggested";
import { usePage } from "./context";
import { tell } from "./telling";

/** A name with what was typed of it marked. */
function Marked({ name, typed }: { name: string; typed: string }) {
  const wanted = typed.trim().toLowerCase();
  const at = wanted ? name.toLowerCase().indexOf(wanted) : -1;
  if (at < 0) return <>{name}</>;
  const end = at + wanted.length;
  return (
    <>
      {name.slice(0, at)}
      <mark>{name.slice(at, end)}</mark>
      {name.slice(end)}
    </>
  );
}

function AsPhrase({ phrase }: { phrase: Phrase }) {
  const page = usePage();
  return (
    <span class="read">
      {conditionsOf(phrase).map((one) => (
        <span key={keyOf(one)}>{tell(page, one)}</span>
      ))}
    </span>
  );
}

function AsThing({ thing, text, asksDatum }: { thing: Suggestion; text: string; asksDatum: boolean }) {
  const isOneOfDatums = asksDatum && thing.kind === "coordinates";
  const [title, detail] = isOneOfDatums ? [thing.detail ?? "", thing.title] : [thing.title, thing.detail];
  return (
    <div>
      {isOneOfDatums ? title : <Marked name={title} typed={text} />}
      {detail && <small>{detail}</small>}
    </div>
  );
}

interface Choosable {
  active: number;
  /** Each option, by its place in the list. */
  children: ComponentChildren[];
  lead?: string | undefined;
  onTake: (at: number) => void;
}

/** The list below the field: moved through with the arrows of the field, which keeps the focus. */
function Options({ active, children, lead, onTake }: Choosable) {
  const { say } = usePage();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [active]);
  return (
    <div class="suggestions">
      {lead && <p class="lead">{lead}</p>}
      <ul id="suggestions" ref={list} role="listbox" aria-label={say("suggestions")}>
        {children.map((child, i) => (
          <li
            key={i}
            id={`suggestion-${i}`}
            role="option"
            aria-selected={i === active}
            onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
            onClick={() => onTake(i)}
          >
            {child}
          </li>
        ))}
      </ul>
      {!children.length && (
        <p class="lead" role="status">
          {say("search_none")}
        </p>
      )}
    </div>
  );
}

interface Offered {
  options: readonly Option[];
  asksDatum: boolean;
  text: string;
  active: number;
  onTake: (option: Option) => void;
}

/** What the text may mean. */
export function Suggestions({ options, asksDatum, text, active, onTake }: Offered) {
  const { say } = usePage();
  return (
    <Options active={active} lead={asksDatum ? say("which_datum") : undefined} onTake={(at) => onTake(options[at]!)}>
      {options.map((option) => (
        <>
          <span class="kind">{say(isPhrase(option) ? "kind_phrase" : `kind_${option.kind}`)}</span>
          {isPhrase(option) ? <AsPhrase phrase={option} /> : <AsThing thing={option} text={text} asksDatum={asksDatum} />}
        </>
      ))}
    </Options>
  );
}

/** What one may write, before anything is written. */
export function Examples({ examples, active, onTake }: { examples: readonly string[]; active: number; onTake: (example: string) => void }) {
  const { say } = usePage();
  return (
    <Options active={active} lead={say("search_example")} onTake={(at) => onTake(examples[at]!)}>
      {examples.map((example) => (
        <span>{example}</span>
      ))}
    </Options>
  );
}
