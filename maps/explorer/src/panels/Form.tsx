import { useEffect, useRef, useState } from "preact/hooks";

import { usePage } from "./context";
import { closeDialog } from "./dialogs";
import { draftOf, dropDraft, keepDraft } from "./drafts";
import { faultsOf, firstFault, type Field } from "./fields";
import { whyNot, type Refused } from "./refusal";

type Outcome = { kind: "open" } | { kind: "sending" } | { kind: "sent"; reference: string } | { kind: "refused"; problem: Refused };

interface Writing {
  field: Field;
  fault: string | undefined;
  /** What was written before. */
  draft: string;
  onWrite: (text: string) => void;
}

function Input({ field, fault, draft, onWrite }: Writing) {
  const { say } = usePage();
  const { name, kind, label, hint } = field;
  const described = [fault && `fault-${name}`, hint && `hint-${name}`].filter(Boolean).join(" ");
  const common = {
    id: `field-${name}`,
    name,
    required: field.required,
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": described || undefined,
  } as const;
  const write = (event: { currentTarget: { value: string } }) => onWrite(event.currentTarget.value);
  const text = { ...common, defaultValue: draft, onInput: write, ...(field.longest && { maxLength: field.longest }) };
  const wrong = fault && (
    <span class="fault" id={`fault-${name}`}>
      {fault}
    </span>
  );
  if (kind === "consent") {
    return (
      <div>
        <label class="check">
          <input type="checkbox" value="true" {...common} onInput={() => onWrite("")} />
          <span>{label}</span>
        </label>
        {wrong}
      </div>
    );
  }
  return (
    <div class="field">
      <label for={common.id}>
        {label}
        {!field.required && <small> {say("optional")}</small>}
      </label>
      {kind === "long" && <textarea rows={3} {...text} />}
      {kind === "select" && (
        <select {...common} onChange={write}>
          <option value="">–</option>
          {field.options?.map(({ value, title }) => (
            <option key={value} value={value} selected={value === draft}>
              {title}
            </option>
          ))}
        </select>
      )}
      {(kind === "text" || kind === "tel") && <input type={kind} autocomplete={field.autocomplete ?? "off"} list={undefined} {...text} />}
      {hint && <small id={`hint-${name}`}>{hint}</small>}
      {wrong}
    </div>
  );
}

function Thanks({ reference }: { reference: string }) {
  const { say } = usePage();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <div role="status" tabIndex={-1} ref={element} class="thanks">
      <p>{say("sent")}</p>
      <p class="reference">{reference}</p>
      <p class="actions">
        <button type="button" class="button" onClick={closeDialog}>
          {say("close")}
        </button>
      </p>
    </div>
  );
}

interface Asked {
  path: string;
  fields: readonly Field[];
  fixed: Record<string, string>;
  lead?: string;
  /** Called with the names of the fields that something is wrong with. */
  onFaults?: (names: readonly string[]) => void;
}

/** A form that is checked here and by the service, and says what is wrong at the field that it is wrong with. */
export function Form({ path, fields, fixed, lead, onFaults }: Asked) {
  const { say, service } = usePage();
  const [outcome, setOutcome] = useState<Outcome>({ kind: "open" });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const element = useRef<HTMLFormElement>(null);
  const draft = `${path} ${fixed["plot"]}`;

  const fail = (found: Record<string, string>) => {
    setFaults(found);
    onFaults?.(Object.keys(found));
    const first = firstFault(fields, found);
    if (first) element.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  const send = async (form: HTMLFormElement) => {
    const written = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const found = faultsOf(fields, written, say("missing"));
    if (Object.keys(found).length) return fail(found);
    setFaults({});
    setOutcome({ kind: "sending" });
    const filled = Object.fromEntries(Object.entries(written).filter(([, value]) => value.trim()));
    const consents = fields.filter((one) => one.kind === "consent").map((one) => [one.name, written[one.name] === "true"]);
    const answer = await service.post(path, { ...filled, ...Object.fromEntries(consents), ...fixed });
    if (answer.ok) {
      dropDraft(draft);
      return setOutcome({ kind: "sent", reference: answer.reference });
    }
    const problem: Refused = answer.problem;
    setOutcome({ kind: "refused", problem });
    fail(Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message])));
  };

  if (outcome.kind === "sent") return <Thanks reference={outcome.reference} />;
  const write = (name: string, text: string) => {
    keepDraft(draft, name, text);
    setFaults(({ [name]: _gone, ...rest }) => rest);
  };
  const names = fields.map((field) => field.name);
  return (
    <form
      class="form"
      noValidate
      ref={element}
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome.kind !== "sending") void send(event.currentTarget);
      }}
    >
      {lead && <p class="quiet">{lead}</p>}
      {fields.map((field) => (
        <Input key={field.name} field={field} fault={faults[field.name]} draft={draftOf(draft)[field.name] ?? ""} onWrite={(text) => write(field.name, text)} />
      ))}
      {outcome.kind === "refused" && (
        <p class="problem" role="alert">
          <b>{say("not_sent")}</b> {whyNot(outcome.problem, names, say).join(" ")}
        </p>
      )}
      <p class="actions">
        <button type="submit" class="button" aria-disabled={outcome.kind === "sending"}>
          {say(outcome.kind === "sending" ? "sending" : "send")}
        </button>
      </p>
    </form>
  );
}
