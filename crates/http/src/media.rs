//! Media types of files, by the suffix of their names. Texts say their charset, UTF-8; JSON and what has its own rule does not.

/// What a file is whose suffix says nothing: bytes, which no browser is to guess about.
pub const UNKNOWN: &str = "application/octet-stream";

/// The longest suffix that is known.
const LONGEST: usize = 11;

/// The media type of a file of that name, which may have folders before it; `None` if its suffix is not known. A name that is all suffix
/// (`.html`) has none.
pub fn of_file(name: &[u8]) -> Option<&'static str> {
    let start = memchr::memrchr(b'/', name).map_or(0, |slash| slash + 1);
    let file = name.get(start..)?;
    let dot = memchr::memrchr(b'.', file).filter(|&dot| dot > 0)?;
    of_suffix(file.get(dot + 1..)?)
}

/// The media type for a suffix without its dot, in any case.
pub fn of_suffix(suffix: &[u8]) -> Option<&'static str> {
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..suffix.len())?;
    lower.copy_from_slice(suffix);
    lower.make_ascii_lowercase();
    lookup(lower)
}

/// IANA's registry of media types; WHATWG's MIME Sniffing Standard and RFC 9239 for scripts.
fn lookup(suffix: &[u8]) -> Option<&'static str> {
    Some(match suffix {
        b"html" | b"htm" => "text/html; charset=utf-8",
        b"css" => "text/css; charset=utf-8",
        b"js" | b"mjs" | b"cjs" => "text/javascript; charset=utf-8",
        b"txt" | b"text" | b"log" => "text/plain; charset=utf-8",
        b"md" | b"markdown" => "text/markdown; charset=utf-8",
        b"csv" => "text/csv; charset=utf-8",
        b"tsv" => "text/tab-separated-values; charset=utf-8",
        b"ics" => "text/calendar; charset=utf-8",
        b"vcf" => "text/vcard; charset=utf-8",
        b"vtt" => "text/vtt; charset=utf-8",
        // RFC 8259, 11: no charset is defined for JSON.
        b"json" | b"map" => "application/json",
        b"jsonld" => "application/ld+json",
        b"geojson" => "application/geo+json",
        b"ndjson" | b"jsonl" => "application/x-ndjson",
        b"webmanifest" => "application/manifest+json",
        b"yaml" | b"yml" => "application/yaml",
        b"toml" => "application/toml",
        // XML says its encoding itself.
        b"xml" | b"xsl" | b"xslt" => "application/xml",
        b"xhtml" | b"xht" => "application/xhtml+xml",
        b"rss" => "application/rss+xml",
        b"atom" => "application/atom+xml",
        b"svg" => "image/svg+xml",
        b"png" => "image/png",
        b"apng" => "image/apng",
        b"jpg" | b"jpeg" | b"jfif" => "image/jpeg",
        b"gif" => "image/gif",
        b"webp" => "image/webp",
        b"avif" => "image/avif",
        b"jxl" => "image/jxl",
        b"heic" => "image/heic",
        b"heif" => "image/heif",
        b"ico" | b"cur" => "image/vnd.microsoft.icon",
        b"bmp" => "image/bmp",
        b"tif" | b"tiff" => "image/tiff",
        b"woff" => "font/woff",
        b"woff2" => "font/woff2",
        b"ttf" => "font/ttf",
        b"otf" => "font/otf",
        b"ttc" => "font/collection",
        b"eot" => "application/vnd.ms-fontobject",
        b"mp3" => "audio/mpeg",
        b"m4a" => "audio/mp4",
        b"aac" => "audio/aac",
        b"oga" | b"ogg" | b"opus" => "audio/ogg",
        b"flac" => "audio/flac",
        b"wav" => "audio/wav",
        b"weba" => "audio/webm",
        b"mid" | b"midi" => "audio/midi",
        b"mp4" | b"m4v" => "video/mp4",
        b"mpeg" | b"mpg" => "video/mpeg",
        b"ogv" => "video/ogg",
        b"webm" => "video/webm",
        b"mov" | b"qt" => "video/quicktime",
        b"mkv" => "video/matroska",
        b"avi" => "video/x-msvideo",
        b"ts" => "video/mp2t",
        b"m3u8" => "application/vnd.apple.mpegurl",
        b"mpd" => "application/dash+xml",
        b"wasm" => "application/wasm",
        b"pdf" => "application/pdf",
        b"rtf" => "application/rtf",
        b"epub" => "application/epub+zip",
        b"doc" => "application/msword",
        b"docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"xls" => "application/vnd.ms-excel",
        b"xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"ppt" => "application/vnd.ms-powerpoint",
        b"pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        b"odt" => "application/vnd.oasis.opendocument.text",
        b"ods" => "application/vnd.oasis.opendocument.spreadsheet",
        b"odp" => "application/vnd.oasis.opendocument.presentation",
        b"zip" => "application/zip",
        b"gz" | b"tgz" => "application/gzip",
        b"zst" => "application/zstd",
        b"bz2" => "application/x-bzip2",
        b"xz" => "application/x-xz",
        b"tar" => "application/x-tar",
        b"7z" => "application/x-7z-compressed",
        b"rar" => "application/vnd.rar",
        b"jar" => "application/java-archive",
        b"apk" => "application/vnd.android.package-archive",
        b"sql" => "application/sql",
        b"glb" => "model/gltf-binary",
        b"gltf" => "model/gltf+json",
        b"bin" | b"exe" | b"dll" | b"so" | b"iso" | b"img" | b"dmg" | b"deb" | b"rpm" => UNKNOWN,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_s_suffix_says_what_it_is() {
        for (name, expected) in [
            ("index.html", Some("text/html; charset=utf-8")),
            ("a/b.d/INDEX.HTM", Some("text/html; charset=utf-8")),
            ("app.min.js", Some("text/javascript; charset=utf-8")),
            ("module.mjs", Some("text/javascript; charset=utf-8")),
            ("data.json", Some("application/json")),
            ("site.webmanifest", Some("application/manifest+json")),
            ("logo.svg", Some("image/svg+xml")),
            ("archive.tar.gz", Some("application/gzip")),
            ("é.PNG", Some("image/png")),
            ("file", None),
            ("file.", None),
            (".html", None),
            ("a/.html", None),
            ("folder.html/file", None),
            ("file.unknown", None),
            ("file.suffixtoolong", None),
            ("file.webmanifestx", None),
            ("", None),
        ] {
            assert_eq!(of_file(name.as_bytes()), expected, "file: {name}");
        }
    }
}
