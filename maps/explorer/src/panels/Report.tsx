import type { Item } from "../service/service";
import { nameOf } from "../words";
import { useConsent } from "./consent";
import { titleOf, usePage } from "./context";
import { Modal } from "./Dialogs";
import type { Field } from "./fields";
import { Form } from "./Form";

/** Saying what is wrong with a record. */
export function Report({ item }: { item: Item }) {
  const page = usePage();
  const { say, settings, queryables } = page;
  const consent = useConsent({ required: false, needed: ({ contact }) => Boolean(contact?.trim()) });
  const options = Object.keys(queryables)
    .filter((name) => item.properties[name] !== undefined)
    .map((value) => ({ value, title: titleOf(page, value) }));
  const place = { value: "geometry", title: say("place_or_outline") };
  const fields: Field[] = [
    { name: "property", label: say("which_property"), kind: "select", required: false, options: [place, ...options] },
    { name: "message", label: say("what_is_wrong"), hint: say("what_is_wrong_hint"), kind: "long", required: true, longest: 2000 },
    { name: "contact", label: say("how_to_answer"), hint: say("how_to_answer_hint"), kind: "text", required: false, longest: 200 },
    consent.field,
  ];
  return (
    <Modal title={say("report_about", { name: nameOf(item, settings.lang) })}>
      <Form
        path="/reports"
        fields={fields}
        fixed={{ plot: item.id, ...consent.sent }}
        lead={say("report_lead")}
        onFaults={(names) => names.includes("consent") && consent.renew()}
      />
    </Modal>
  );
}
