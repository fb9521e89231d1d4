//! Tables of facts, kept in files of the PHP package so that both implementations have the same ones: one entry a line, `'key' => 'value',`
//! or `'key' => true,`.

/// The entries of such a file; a key without a text has an empty one.
pub(super) fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter_map(|line| {
        let mut parts = line.trim_start().strip_prefix('\'')?.split('\'');
        let key = parts.next()?;
        Some((key, parts.nth(1).unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_a_quote_are_entries() {
        let file = "<?php\n\n// It's one a line.\nreturn [\n    'a' => true,\n    'b' => '1,2',\n];\n";
        assert_eq!(entries(file).collect::<Vec<_>>(), [("a", ""), ("b", "1,2")]);
    }
}
