import { useState } from "preact/hooks";

import type { Problem } from "../service/service";
import { usePage } from "./context";
import { closeDialog } from "./dialogs";
import { faultsOf, type Field } from "./fields";

interface Refused extends Problem {
  errors?: { field: string; message: string }[];
}

type Outcome = { kind: "open" } | { kind: "sending" } | { kind: "sent"; reference: string } | { kind: "refused"; problem: Refused };

function Input({ field, fault, onInput }: { field: Field; fault: string | undefined; onInput: () => void }) {
  const { say } = usePage();
  const common = {
    id: `field-${field.name}`,
    name: field.name,
    required: field.required,
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": fault ? `fault-${field.name}` : undefined,
    onInput,
  } as const;
  const longest = field.longest ? { maxLength: field.longest } : {};
  const told = (
    <>
      {field.label}
      {!field.required && <small> {say("optional")}</small>}
    </>
  );
  const wrong = fault && (
    <span class="fault" id={`fault-${field.name}`}>
      {fault}
    </span>
  );
  if (field.kind === "consent") {
    return (
      <div>
        <label class="check">
          <input type="checkbox" value="true" {...common} />
          <span>{field.label}</span>
        </label>
        {wrong}
      </div>
    );
  }
  return (
    <div class="field">
      <label for={common.id}>{told}</label>
      {field.kind === "long" && <textarea rows={3} {...common} {...longest} />}
      {field.kind === "select" && (
        <select {...common}>
          <option value="">–</option>
          {field.options?.map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      )}
      {(field.kind === "text" || field.kind === "tel") && <input type={field.kind} autocomplete={field.autocomplete ?? "off"} list={undefined} {...common} {...longest} />}
      {wrong}
    </div>
  );
}

/** A form that is checked here and by the service, and says what is wrong at the field that it is wrong with. */
export function Form({ path, fields, fixed, lead }: { path: string; fields: readonly Field[]; fixed: Record<string, string>; lead?: string }) {
  const { say, service } = usePage();
  const [outcome, setOutcome] = useState<Outcome>({ kind: "open" });
  const [faults, setFaults] = useState<Record<string, string>>({});

  const send = async (form: HTMLFormElement) => {
    const written = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const found = faultsOf(fields, written, say("missing"));
    setFaults(found);
    const [first] = Object.keys(found);
    if (first) return form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    setOutcome({ kind: "sending" });
    const filled = Object.fromEntries(Object.entries(written).filter(([, value]) => value.trim()));
    const consents = fields.filter((one) => one.kind === "consent").map((one) => [one.name, written[one.name] === "true"]);
    const answer = await service.post(path, { ...filled, ...Object.fromEntries(consents), ...fixed });
    if (answer.ok) return setOutcome({ kind: "sent", reference: answer.reference });
    const problem = answer.problem as Refused;
    setFaults(Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message])));
    setOutcome({ kind: "refused", problem });
  };

  if (outcome.kind === "sent") {
    return (
      <div role="status">
        <p>{say("sent")}</p>
        <p class="reference">{outcome.reference}</p>
        <p class="actions">
          <button type="button" class="button" onClick={closeDialog}>
            {say("close")}
          </button>
        </p>
      </div>
    );
  }
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      {lead && <p class="quiet">{lead}</p>}
      {outcome.kind === "refused" && (
        <p class="problem" role="alert">
          <b>{say("not_sent")}</b> {outcome.problem.title === "offline" ? say("offline") : (outcome.problem.detail ?? outcome.problem.title)}
        </p>
      )}
      {fields.map((field) => (
        <Input key={field.name} field={field} fault={faults[field.name]} onInput={() => setFaults(({ [field.name]: _gone, ...rest }) => rest)} />
      ))}
      <p class="actions">
        <button type="submit" class="button" disabled={outcome.kind === "sending"}>
          {say(outcome.kind === "sending" ? "sending" : "send")}
        </button>
      </p>
    </form>
  );
}
