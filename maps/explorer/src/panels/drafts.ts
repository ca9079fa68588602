// What was typed into forms and not sent yet: it is there again when its form is opened again. Kept in memory alone.

const drafts = new Map<string, Record<string, string>>();

export const draftOf = (form: string): Readonly<Record<string, string>> => drafts.get(form) ?? {};

export function keepDraft(form: string, field: string, text: string): void {
  drafts.set(form, { ...draftOf(form), [field]: text });
}

export function dropDraft(form: string): void {
  drafts.delete(form);
}
