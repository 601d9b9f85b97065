//! Which songs are noted down.

use std::collections::VecDeque;
use std::path::PathBuf;

use songplate_core::clock::UnixSeconds;
use songplate_core::snapshot::Song;
use songplate_core::source::SourceId;

use super::job::Append;
use super::lines::{Entry, Format};

/// How many songs are kept while they can't be written: more than three days of listening.
const MAX_PENDING: usize = 1_000;

/// The songs that are still to be written, and the one that was noted last.
#[derive(Debug, Default)]
pub(super) struct Notes {
    target: Option<(PathBuf, Format)>,
    pending: VecDeque<Entry>,
    noted: Option<(SourceId, String)>,
    number: u64,
}

impl Notes {
    /// Takes another file for what comes, and for what is still to be written; none forgets it.
    pub(super) fn aim(&mut self, target: Option<(PathBuf, Format)>) {
        if target.is_none() {
            self.pending.clear();
        }
        if self.target != target {
            self.target = target;
            // The song that plays is to be in the new file too, but once.
            if self.pending.is_empty() {
                self.noted = None;
            }
        }
    }

    /// Notes a song that plays at `time`. One that was paused, or sought in, is the same.
    pub(super) fn note(&mut self, song: &Song, source: &SourceId, source_name: &str, time: UnixSeconds) {
        let which = (source.clone(), song.now_playing.id.clone());
        if self.target.is_none() || self.noted.as_ref() == Some(&which) {
            return;
        }
        self.noted = Some(which);
        self.number += 1;
        let song = &song.now_playing;
        self.pending.push_back(Entry {
            number: self.number,
            time,
            title: song.title.clone(),
            subtitle: song.subtitle.clone(),
            album: song.album.clone().unwrap_or_default(),
            link: song.link.clone().unwrap_or_default(),
            source: source_name.to_owned(),
        });
        if self.pending.len() > MAX_PENDING {
            self.pending.pop_front();
        }
    }

    /// What is to be written.
    pub(super) fn append(&self) -> Option<Append> {
        let (path, format) = self.target.clone()?;
        let entries: Vec<_> = self.pending.iter().cloned().collect();
        (!entries.is_empty()).then_some(Append { path, format, entries })
    }

    /// This was written.
    pub(super) fn written(&mut self, append: &Append) {
        let last = append.entries.last().map_or(0, |entry| entry.number);
        self.pending.retain(|entry| entry.number > last);
    }
}
