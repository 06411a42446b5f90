//! Small things that every reader of JSON needs: fields of an object, or nothing.
//!
//! **Must never** judge: a field of another type is one that is not there.

use serde_json::Value;

/// A field as text.
pub(crate) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

/// A field as a text of its own, not empty.
pub(crate) fn owned(value: &Value, name: &str) -> Option<String> {
    text(value, name).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The elements of a field that is an array; none otherwise.
pub(crate) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts of a field that is an array.
pub(crate) fn texts(value: &Value, name: &str) -> Vec<String> {
    list(value, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
