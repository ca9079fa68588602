// What had the focus is gone: where it goes, so that the keyboard goes on from there.

/** Give the focus to an element, or where there is none to the first that a selector finds. */
export function focusOn(element: HTMLElement | null | undefined, otherwise: string): void {
  const target = element ?? document.querySelector<HTMLElement>(otherwise);
  target?.focus();
}

/** Give the focus to an element if nothing else has it. */
export function focusIfLost(selector: string, otherwise: string): void {
  if (document.activeElement === null || document.activeElement === document.body) focusOn(document.querySelector<HTMLElement>(selector), otherwise);
}
