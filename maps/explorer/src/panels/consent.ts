// What people agree to before their name and number are kept: the service words it.

import { useEffect, useState } from "preact/hooks";

import { usePage } from "./context";
import type { Field } from "./fields";

interface Consent {
  version: string;
  text: string;
}

interface Asked {
  field: Field;
  /** Says which text was read. */
  sent: { consent_version?: string };
  /** Asks for the text anew: it was not to be had, or is another by now. */
  renew: () => void;
}

/** The field of a form that asks for consent; nobody can agree to a text that did not come. */
export function useConsent(needs: Pick<Field, "required" | "needed">): Asked {
  const { service, say } = usePage();
  const [consent, setConsent] = useState<Consent | null>(null);
  const [asks, setAsks] = useState(0);
  useEffect(() => {
    let isGone = false;
    void service.consent().then((held) => isGone || setConsent(held), () => undefined);
    return () => {
      isGone = true;
    };
  }, [asks]);
  const label = consent?.text ?? say("consent_loading");
  const check = () => (consent ? null : say("consent_unread"));
  return {
    field: { name: "consent", label, kind: "consent", missing: say("consent_missing"), check, ...needs },
    sent: consent ? { consent_version: consent.version } : {},
    renew: () => setAsks(asks + 1),
  };
}
