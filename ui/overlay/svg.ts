const NAMESPACE = "http://www.w3.org/2000/svg";

/** A drawing on 24 by 24, each shape with the class that colours it. */
export function svg(...shapes: [tag: string, attributes: Record<string, string>][]): SVGElement {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    drawing.append(shape);
  }
  return drawing;
}
