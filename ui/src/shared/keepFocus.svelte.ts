/**
 * Keeps the focus near a button that goes, or is disabled, when it has done its work: it would be lost with it.
 *
 * @param box what is focused then; it needs `tabindex="-1"`
 * @param changes reads what the buttons in the box depend on
 */
export function keepFocus(box: () => HTMLElement | undefined, changes: () => unknown): void {
  let held = false;
  $effect.pre(() => {
    changes();
    held = box()?.contains(document.activeElement) ?? false;
  });
  $effect(() => {
    changes();
    const active = document.activeElement;
    if (held && (!box()?.contains(active) || active?.matches(":disabled"))) box()?.focus();
  });
}
