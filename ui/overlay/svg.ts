/** A drawing on 24 by 24; the sheet colours it. */
export function svg(...shapes: [tag: string, attributes: Record<string, string>][]): SVGElement {
  const make = (tag: string, attributes: Record<string, string>): SVGElement => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const drawing = make("svg", { viewBox: "0 0 24 24" });
  drawing.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
  return drawing;
}
