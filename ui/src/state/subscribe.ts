import type { Unlisten } from "../backend/backend";

/**
 * Subscribes first, then asks for the current value. Views without a number of their own cannot be compared, so
 * an answer that comes after the first event is dropped: the event is the younger one.
 */
export async function subscribe<View>(
  listen: (listener: (view: View) => void) => Promise<Unlisten>,
  ask: () => Promise<View>,
  apply: (view: View) => void,
): Promise<Unlisten> {
  let heard = false;
  const unlisten = await listen((view) => {
    heard = true;
    apply(view);
  });
  const answer = await ask();
  if (!heard) apply(answer);
  return unlisten;
}
