//! How the files are.

use super::cause::{HealthCause, Remedy};
use super::row::{Condition, HealthRow, Part};
use super::signs::FilesSigns;

pub(super) fn row(signs: FilesSigns) -> HealthRow {
    let row = |condition| HealthRow::new(Part::Files, condition, signs.last_success);
    match signs {
        FilesSigns { enabled: false, .. } => row(Condition::Off),
        FilesSigns { trouble: Some(cause), .. } => row(Condition::Trouble)
            .because(HealthCause::FilesUnwritten { cause })
            .tried_at(signs.next_attempt)
            .mended_by(Remedy::OpenFilesSettings),
        FilesSigns { last_success: None, .. } => row(Condition::Waiting),
        FilesSigns { .. } => row(Condition::Good),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::UnixSeconds;
    use crate::files::FilesTrouble;

    #[test]
    fn trouble_counts_only_while_files_are_wanted() {
        let good = FilesSigns { enabled: true, last_success: Some(UnixSeconds(5)), trouble: None, next_attempt: None };
        assert_eq!(row(good).condition, Condition::Good);
        assert_eq!(row(FilesSigns { last_success: None, ..good }).condition, Condition::Waiting);
        let full = FilesSigns { trouble: Some(FilesTrouble::Full), next_attempt: Some(UnixSeconds(9)), ..good };
        let told = row(full);
        assert_eq!((told.condition, told.remedy), (Condition::Trouble, Some(Remedy::OpenFilesSettings)));
        assert_eq!((told.last_success, told.next_attempt), (Some(UnixSeconds(5)), Some(UnixSeconds(9))));
        assert_eq!(row(FilesSigns { enabled: false, ..full }).condition, Condition::Off);
    }
}
