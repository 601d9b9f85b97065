use std::collections::HashMap;

use zbus::zvariant::{ObjectPath, Value};

pub(crate) type Fields = HashMap<String, Value<'static>>;

/// A metadata map.
pub(crate) fn metadata(fields: &Fields) -> Value<'static> {
    Value::from(fields.iter().map(|(name, value)| (name.clone(), copy(value))).collect::<Fields>())
}

/// What is in a metadata map.
pub(crate) fn fields(metadata: &Value<'static>) -> Fields {
    Fields::try_from(copy(metadata)).unwrap()
}

pub(crate) fn copy(value: &Value<'_>) -> Value<'static> {
    value.try_to_owned().unwrap().into()
}

fn song(track: &'static str, title: &str, artists: Vec<&str>, album: &str, seconds: i64) -> Value<'static> {
    let entries = [
        ("mpris:trackid", ObjectPath::try_from(track).unwrap().into()),
        ("mpris:length", (seconds * 1_000_000).into()),
        ("xesam:title", title.into()),
        ("xesam:artist", artists.into()),
        ("xesam:album", album.into()),
    ];
    metadata(&entries.into_iter().map(|(name, value)| (name.to_owned(), copy(&value))).collect())
}

pub(crate) fn lanterns() -> Value<'static> {
    song("/tracks/1", "Paper Lanterns", vec!["The Quiet Harbour", "Marisol Quandt"], "Lanterns", 180)
}

pub(crate) fn wind() -> Value<'static> {
    song("/tracks/2", "Second Wind", vec!["Marisol Quandt"], "Windows", 200)
}
