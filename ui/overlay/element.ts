/** What comes from outside reaches the page as text content alone, never as markup. */
export function element(name: string, ...children: Node[]): HTMLElement {
  const made = document.createElement("div");
  made.className = name;
  made.append(...children);
  return made;
}
