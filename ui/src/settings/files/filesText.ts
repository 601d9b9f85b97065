import type { FilesTrouble, FilesView } from "../../bindings";
import { m } from "../../paraglide/messages";
import { timeOfDay } from "../../shared/time";
import { language } from "../../state/language.svelte";

export type FilesText = {
  state: "off" | "idle" | "written" | "trouble";
  tone: "good" | "alert" | undefined;
  title: string;
  sentence: string;
};

function cause(trouble: FilesTrouble): string {
  switch (trouble) {
    case "no-folder":
      return m.files_trouble_no_folder();
    case "read-only":
      return m.files_trouble_read_only();
    case "full":
      return m.files_trouble_full();
    case "other":
      return m.files_trouble_other();
  }
}

/** How writing the files goes, in words. */
export function filesText({ settings, state }: FilesView): FilesText {
  if (!settings.enabled) {
    return {
      state: "off",
      tone: undefined,
      title: m.files_off(),
      sentence: m.files_off_text(),
    };
  }
  if (state.trouble) {
    return {
      state: "trouble",
      tone: "alert",
      title: m.files_trouble(),
      sentence: cause(state.trouble),
    };
  }
  if (state.written_at === null) {
    return {
      state: "idle",
      tone: undefined,
      title: m.files_idle(),
      sentence: m.files_idle_text(),
    };
  }
  const time = timeOfDay(state.written_at, language(), new Date());
  return {
    state: "written",
    tone: "good",
    title: m.files_written({ time }),
    sentence: m.files_written_text(),
  };
}
