import type { FilesSettings, FilesView, Replies, ReplyPreview } from "../bindings";
import type { Refusal } from "./backend";

const DOCUMENTS = "/home/alex/Documents/Songplate";
const MAX_TEMPLATE = 500;
const MAX_TEXTS = 20;
const FILE_NAME =
  /^(?!\.|(?:con|prn|aux|nul|com\d|lpt\d|history)\.txt$)[^<>:"/\\|?*]{0,55}[^<>:"/\\|?* .]\.txt$/i;
const WORDS: Record<string, string> = {
  "[SONG]": "Paper Lanterns",
  "[SUBTITLE]": "The Quiet Hours",
  "[ALBUM]": "North of Here",
  "[LINK]": "https://open.spotify.com/track/0000000000000000000000",
  "[TIME]": "1:23",
  "[DURATION]": "3:34",
  "[SOURCE]": "Spotify",
};

export const FILES: FilesView = {
  settings: {
    enabled: false,
    folder: null,
    texts: [
      { name: "song.txt", template: "[SONG] – [SUBTITLE]" },
      { name: "title.txt", template: "[SONG]" },
      { name: "artist.txt", template: "[SUBTITLE]" },
    ],
    cover: true,
    json: true,
    history: "off",
  },
  folder: DOCUMENTS,
  state: { written_at: null, trouble: null },
};

export const REPLIES: Replies = {
  playing: "Now playing: [SONG] by [SUBTITLE] [LINK]",
  paused: "Paused: [SONG] by [SUBTITLE]",
  error: "Nothing is playing right now.",
};

const fill = (template: string, words: Record<string, string>) =>
  template
    .replace(/\[(?:SONG|SUBTITLE|ALBUM|LINK|TIME|DURATION|SOURCE)\]/g, (place) => words[place] ?? "")
    .split(/\s+/)
    .join(" ")
    .trim();

/** Why the app would not take these settings. */
export function filesFault({ folder, texts }: FilesSettings): Refusal {
  if (folder !== null && !folder.startsWith("/")) return { code: "folder" };
  if (texts.length > MAX_TEXTS) return { code: "too-many" };
  const names = texts.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length || !names.every((name) => FILE_NAME.test(name))) {
    return { code: "name" };
  }
  return texts.some(({ template }) => template.length > MAX_TEMPLATE) ? { code: "text" } : null;
}

export function repliesFault(replies: Replies): Refusal {
  const fine = (text: string) => text.trim() !== "" && text.length <= MAX_TEMPLATE;
  return [replies.playing, replies.paused, replies.error].every(fine) ? null : { code: "text" };
}

export const folderOf = (settings: FilesSettings) => settings.folder ?? DOCUMENTS;

export function previewOf(replies: Replies): ReplyPreview {
  return {
    playing: fill(replies.playing, WORDS),
    paused: fill(replies.paused, WORDS),
    error: fill(replies.error, {}),
  };
}
