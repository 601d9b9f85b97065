import { m } from "../../paraglide/messages";

/** The places that a template may have, each with what comes there. */
export const places = () => [
  { place: "[SONG]", meaning: m.place_song() },
  { place: "[SUBTITLE]", meaning: m.place_subtitle() },
  { place: "[ALBUM]", meaning: m.place_album() },
  { place: "[LINK]", meaning: m.place_link() },
  { place: "[TIME]", meaning: m.place_time() },
  { place: "[DURATION]", meaning: m.place_duration() },
  { place: "[SOURCE]", meaning: m.place_source() },
];
