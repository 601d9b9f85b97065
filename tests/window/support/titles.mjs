// What the popup's title has been, noted in the popup itself: also what stood there for a moment only.

/** @typedef {[title: string, at: number]} Seen a title, empty for no song, and since when; milliseconds since the epoch */

/** Begins to note. @param {import("./app.mjs").App} app */
export const noteTitles = ({ popup }) =>
  popup.execute(`const seen = (window.notedTitles = []);
    const note = () => {
      const title = document.querySelector('[data-testid="title"]').textContent;
      if (seen.at(-1)?.[0] !== title) seen.push([title, Date.now()]);
    };
    note();
    new MutationObserver(note).observe(document.body, { childList: true, characterData: true, subtree: true });`);

/** What was noted so far, one after the other. @param {import("./app.mjs").App} app @returns {Promise<Seen[]>} */
export const notedTitles = ({ popup }) => popup.execute("return window.notedTitles");
