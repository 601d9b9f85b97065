//! Remarks that are not part of a song's name. A remark is known by its words: it is taken out only if every word of it
//! is known, so that `(Live)`, `(Remix)` and `(feat. …)` stay.

use super::separator::{split_last, without_loose_ends};

/// Words about the picture and the sound; one of them makes a remark.
const NOISE: &[&str] = &[
    "official",
    "officiel",
    "officielle",
    "offiziell",
    "offizielle",
    "offizieller",
    "offizielles",
    "oficial",
    "ufficiale",
    "video",
    "vidéo",
    "videos",
    "videoclip",
    "musikvideo",
    "clip",
    "clipe",
    "audio",
    "áudio",
    "mv",
    "visualizer",
    "visualiser",
    "visualizador",
    "lyric",
    "lyrics",
    "paroles",
    "letra",
    "letras",
    "testo",
    "songtext",
    "hd",
    "hq",
    "uhd",
    "4k",
    "8k",
    "720p",
    "1080p",
    "1440p",
    "2160p",
    "60fps",
    "公式",
    "公式mv",
    "ミュージックビデオ",
    "公式ミュージックビデオ",
    "歌詞",
    "歌詞付き",
    "官方",
    "官方mv",
    "高清",
    "歌词",
    "뮤직비디오",
    "가사",
];

/// Words that say nothing by themselves.
const FILLER: &[&str] = &[
    "music",
    "musical",
    "musique",
    "with",
    "avec",
    "con",
    "com",
    "mit",
    "and",
    "the",
    "full",
    "new",
    "original",
    "high",
    "quality",
    "definition",
    "version",
    "only",
];

/// Words about remastering; one of them makes a remark.
const REMASTER: &[&str] = &[
    "remaster",
    "remastered",
    "remastering",
    "remasterisé",
    "remasterisée",
    "remasterizado",
    "remasterizada",
    "rimasterizzato",
];

/// Words that go with them.
const REMASTER_FILLER: &[&str] =
    &["digital", "digitally", "version", "edition", "stereo", "mono", "hd", "the", "new", "full"];

const BRACKETS: [(char, char); 8] =
    [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）'), ('［', '］'), ('｛', '｝'), ('【', '】'), ('〔', '〕')];

/// Whether a remark is about the picture or the sound.
pub(super) fn is_noise(remark: &str) -> bool {
    is_made_of(remark, NOISE, FILLER)
}

/// Whether a remark is about remastering.
pub(super) fn is_remaster(remark: &str) -> bool {
    is_made_of(remark, REMASTER, REMASTER_FILLER)
}

/// The title without the first bracketed remark of this kind, if it has one.
pub(super) fn without_bracketed(title: &str, is_remark: impl Fn(&str) -> bool) -> Option<String> {
    let mut open = Vec::new();
    for (at, character) in title.char_indices() {
        if let Some((_, closing)) = BRACKETS.iter().find(|(opening, _)| *opening == character) {
            open.push((at, at + character.len_utf8(), *closing));
        } else if let Some((start, inside, _)) = open.pop_if(|(_, _, closing)| *closing == character)
            && is_remark(&title[inside..at])
        {
            return Some(joined(&title[..start], &title[at + character.len_utf8()..]));
        }
    }
    None
}

/// The title without a remark of this kind after its last dash, if it has one.
pub(super) fn without_last(title: &str, is_remark: impl Fn(&str) -> bool) -> Option<String> {
    split_last(title).filter(|(_, last)| is_remark(last)).map(|(before, _)| without_loose_ends(before).to_owned())
}

/// What was before and after a remark that was taken out.
fn joined(before: &str, after: &str) -> String {
    let (before, after) = (before.trim_end(), after.trim_start());
    let opens = before.ends_with(|last| BRACKETS.iter().any(|(opening, _)| *opening == last));
    let closes =
        after.starts_with(|first| ",.;:!?".contains(first) || BRACKETS.iter().any(|(_, closing)| *closing == first));
    let space = if opens || closes { "" } else { " " };
    without_loose_ends(&format!("{before}{space}{after}")).to_owned()
}

fn is_made_of(remark: &str, telling: &[&str], filler: &[&str]) -> bool {
    let plain = remark.to_lowercase().replace("m/v", "mv");
    let mut told = false;
    for word in plain.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let tells = telling.contains(&word);
        if !tells && !filler.contains(&word) && !is_year(word) {
            return false;
        }
        told |= tells;
    }
    told
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}
