//! Reads values leniently: players send types that the specification does not know. What can't be read was not told.

use zbus::zvariant::{Dict, Value};

/// The value inside all its variants.
pub(super) fn bare<'v>(value: &'v Value<'_>) -> &'v Value<'v> {
    let mut value = value;
    while let Value::Value(inner) = value {
        value = inner;
    }
    value
}

/// The entry of a dictionary.
pub(super) fn entry<'v>(dict: &'v Dict<'_, '_>, key: &str) -> Option<&'v Value<'v>> {
    dict.iter().find(|(name, _)| text(name) == Some(key)).map(|(_, value)| bare(value))
}

/// A text.
pub(super) fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match bare(value) {
        Value::Str(text) => Some(text.as_str()),
        Value::ObjectPath(path) => Some(path.as_str()),
        _ => None,
    }
}

/// A text or a list of texts.
pub(super) fn texts<'v>(value: &'v Value<'_>) -> Vec<&'v str> {
    match bare(value) {
        Value::Array(array) => array.iter().filter_map(text).collect(),
        value => text(value).into_iter().collect(),
    }
}

/// A number, also when it is written as a text.
pub(super) fn number(value: &Value<'_>) -> Option<f64> {
    let number = match bare(value) {
        Value::U8(number) => f64::from(*number),
        Value::I16(number) => f64::from(*number),
        Value::U16(number) => f64::from(*number),
        Value::I32(number) => f64::from(*number),
        Value::U32(number) => f64::from(*number),
        #[expect(clippy::cast_precision_loss, reason = "exact for 285 years of microseconds, and times are all it is")]
        Value::I64(number) => *number as f64,
        #[expect(clippy::cast_precision_loss, reason = "as above")]
        Value::U64(number) => *number as f64,
        Value::F64(number) => *number,
        Value::Str(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}
