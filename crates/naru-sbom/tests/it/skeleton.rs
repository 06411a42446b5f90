//! The suites' folder itself.

use crate::suites;

#[test]
fn the_suites_are_where_they_should_be() {
    let Some(folder) = suites::find("oss/version-order") else { return };
    let mut count = suites::Count::new("version order files");
    for file in suites::files(&folder, ".txt") {
        count.case(!suites::text(&file).is_empty(), || file.display().to_string());
    }
    count.finish(19);
}
