// Players' programs, by the names that players give them: lower case, with the edition at the end, such as
// `microsoft-edge-beta`. The overlay's page has this too, and has to stay small.

const BROWSERS =
  /^(?:google-|microsoft-|ms)?(brave|chrome|chromium|edge|epiphany|firefox|librewolf|mullvad|opera|plasma-browser-integration|vivaldi|waterfox|zen)(?![a-z])/;

/** The browser that the program is an edition of. */
export const browserOf = (program: string): string | undefined => BROWSERS.exec(program)?.[1];

/** What people call the program. */
export function programName(program: string): string {
  const name = browserOf(program) ?? program;
  switch (name) {
    case "mpv":
      return name;
    case "vlc":
      return "VLC";
    default:
      return name.replace(/^./, (letter) => letter.toUpperCase());
  }
}
