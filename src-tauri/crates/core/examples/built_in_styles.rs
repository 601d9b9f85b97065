//! Prints the built-in styles as JSON: `ui/tests/builtInStyles.json`, which the tests of the overlay page read.

use serde_json::{Value, json};
use songplate_core::overlay::built_in_styles;

fn main() {
    let styles: Vec<Value> =
        built_in_styles().iter().map(|built_in| json!({ "id": built_in.id, "style": built_in.style })).collect();
    println!("{:#}", Value::from(styles));
}
