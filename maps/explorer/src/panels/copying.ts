// Copying text to the clipboard, also where the page is not from a secure origin, as on a network of one's own.

function copiedBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area); // nothing outside of an open dialog can be selected
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}

/** Copy a text; tells whether it could be. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text); // no clipboard here, or not allowed
  }
}
