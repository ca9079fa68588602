// What forms ask, and what is wrong with what was written.

export interface Field {
  name: string;
  label: string;
  /** An example, or what is meant. */
  hint?: string;
  kind: "text" | "tel" | "long" | "consent" | "select";
  required: boolean;
  longest?: number;
  autocomplete?: "organization" | "name" | "tel";
  options?: readonly { value: string; title: string }[];
  check?: (value: string) => string | null;
  /** Whether it is required after what else was written. */
  needed?: (written: Record<string, string>) => boolean;
  /** What is said where it is required and missing, if more than that. */
  missing?: string;
}

/** What is wrong with what was written, by field, before it is sent. */
export function faultsOf(fields: readonly Field[], written: Record<string, string>, missing: string): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const { name, required, needed, check, missing: ownMissing } of fields) {
    const value = (written[name] ?? "").trim();
    const fault = !value ? (required || needed?.(written) ? (ownMissing ?? missing) : null) : (check?.(value) ?? null);
    if (fault) faults[name] = fault;
  }
  return faults;
}

/** The first field that something is wrong with, in the order of the form. */
export function firstFault(fields: readonly Field[], faults: Record<string, string>): string | undefined {
  return fields.find(({ name }) => name in faults)?.name;
}
