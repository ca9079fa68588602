// What people agree to before their name and number are kept: the service words it.

import { useEffect, useState } from "preact/hooks";

import { usePage } from "./context";

export interface Consent {
  version: string;
  text: string;
}

/** The text that holds now; null until it came. */
export function useConsent(): Consent | null {
  const { service } = usePage();
  const [consent, setConsent] = useState<Consent | null>(null);
  useEffect(() => {
    let isGone = false;
    void service.consent().then((held) => isGone || setConsent(held), () => undefined);
    return () => {
      isGone = true;
    };
  }, []);
  return consent;
}
