/** What comes from outside reaches the page as text alone, never as markup. */
export function element(name: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement("div");
  made.className = name;
  made.append(...children);
  return made;
}
