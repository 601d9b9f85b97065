// Drawn for this app on a 24 × 24 grid, as lines. Each stands alone: the overlay's page takes two of them, and has to
// stay small.

export const BROWSER = "M3 12h18M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18c-5 5-5 13 0 18 5-5 5-13 0-18";
export const MUSIC =
  "M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 9 18Zm10-2a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 19 16Z";
const VIDEO = "M3.5 5.5h17v13h-17ZM10 9.2v5.6l4.8-2.8Z";
const FOLLOW =
  "M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM12 2v4.5M12 17.5V22M2 12h4.5M17.5 12H22";
const DEMO = "M4 20 15 9M12.6 6.6l4.8 4.8M18 2.5v5M15.5 5h5M20 14v4M18 16h4M7 3.5v4M5 5.5h4";

export const SOURCE_ICONS = { browser: BROWSER, music: MUSIC, video: VIDEO, follow: FOLLOW, demo: DEMO };

export type SourceIconName = keyof typeof SOURCE_ICONS;
