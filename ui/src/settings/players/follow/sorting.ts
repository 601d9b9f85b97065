/** Where a row stands, in the list's own coordinates. */
export type Box = { top: number; height: number };

const middle = ({ top, height }: Box) => top + height / 2;

/** Which place a row has come to that was dragged by `by` pixels: before every row whose middle it has not passed. */
export function placeAfter(boxes: readonly Box[], from: number, by: number): number {
  const dragged = boxes[from];
  if (!dragged) return from;
  const top = dragged.top + by;
  const bottom = top + dragged.height;
  return boxes.filter((box, index) =>
    index < from ? middle(box) <= top : index > from && middle(box) < bottom,
  ).length;
}

/** How far a row makes way while another one is dragged from one place to another. */
export function wayFor(boxes: readonly Box[], index: number, from: number, to: number): number {
  const dragged = boxes[from];
  const neighbour = boxes[from + 1] ?? boxes[from - 1];
  if (!dragged || !neighbour) return 0;
  const gap =
    neighbour.top > dragged.top
      ? neighbour.top - dragged.top - dragged.height
      : dragged.top - neighbour.top - neighbour.height;
  if (index > from && index <= to) return -dragged.height - gap;
  if (index < from && index >= to) return dragged.height + gap;
  return 0;
}
