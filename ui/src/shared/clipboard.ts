/**
 * Copies a text. Webviews differ in whether they grant the clipboard to a page, so the old way by a selection is
 * the second try; false means that both were refused.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  area.setAttribute("readonly", "");
  document.body.append(area);
  area.focus();
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}

/** Selects an element's text, so that the user's own copy key works where the page may not copy. */
export function selectText(element: HTMLElement): void {
  window.getSelection()?.selectAllChildren(element);
}
