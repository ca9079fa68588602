import type { Item } from "../service/service";
import { nameOf } from "../words";
import { useConsent } from "./consent";
import { usePage } from "./context";
import { Modal } from "./Dialogs";
import type { Field } from "./fields";
import { Form } from "./Form";
import { isPhone } from "./phone";

/** Asking about a plot. */
export function Inquiry({ item }: { item: Item }) {
  const { say, settings } = usePage();
  const consent = useConsent({ required: true });
  const fields: Field[] = [
    { name: "requirement", label: say("requirement"), hint: say("requirement_hint"), kind: "long", required: true, longest: 2000 },
    { name: "intended_use", label: say("intended_use"), hint: say("intended_use_hint"), kind: "text", required: false, longest: 500 },
    { name: "expected_tax", label: say("expected_tax"), hint: say("expected_tax_hint"), kind: "text", required: false, longest: 200 },
    { name: "company", label: say("company"), kind: "text", required: false, longest: 200, autocomplete: "organization" },
    { name: "contact", label: say("contact"), kind: "text", required: true, longest: 100, autocomplete: "name" },
    { name: "phone", label: say("phone"), kind: "tel", required: true, longest: 40, autocomplete: "tel", check: (text) => (isPhone(text) ? null : say("bad_phone")) },
    consent.field,
  ];
  return (
    <Modal title={say("inquire_about", { name: nameOf(item, settings.lang) })}>
      <Form path="/inquiries" fields={fields} fixed={{ plot: item.id, ...consent.sent }} onFaults={(names) => names.includes("consent") && consent.renew()} />
    </Modal>
  );
}
