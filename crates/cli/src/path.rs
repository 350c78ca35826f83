//! Paths as people and maps write them.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// What stands for standard input and output on the command line.
pub(crate) const STDIO: &str = "-";

/// The path as it is shown: with `/` everywhere.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// Takes `.` and `..` out as far as the text allows, without looking at files: `a/./b/../c` is `a/c`.
pub(crate) fn normalize(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = vec![];
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match parts.last() {
                Some(Component::Normal(_)) => {
                    parts.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::CurDir | Component::ParentDir) | None => parts.push(part),
            },
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => parts.push(part),
        }
    }
    if parts.is_empty() { PathBuf::from(".") } else { parts.iter().collect() }
}

/// The way from the folder `from` to `to`, with `/`. Both are taken relative to the working directory.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let (from, to) = (absolute(from), absolute(to));
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return shown(&to.iter().collect::<PathBuf>());
    }
    let up = from[common..].iter().map(|_| "..".to_owned());
    let down = to[common..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A path as a specifier has it: what would end the path there, begin a code, or be dropped, is a code.
pub(crate) fn url_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' | '?' | '#' | '\0'..='\x1F' | '\x7F' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

/// The absolute path of a folder without links, as far as it exists.
pub(crate) fn real_folder(folder: &Path) -> PathBuf {
    let folder = absolute(folder);
    let real = folder.ancestors().find_map(|above| {
        let rest = folder.strip_prefix(above).ok()?;
        std::fs::canonicalize(above).ok().map(|real| real.join(rest))
    });
    // Joining nothing would leave a slash at the end.
    real.map_or(folder, |real| normalize(&real))
}

/// The absolute path of a file in a folder without links; the file itself may be one.
pub(crate) fn real_place(file: &Path) -> PathBuf {
    let file = absolute(file);
    match (file.parent(), file.file_name()) {
        (Some(folder), Some(name)) => real_folder(folder).join(name),
        _ => file,
    }
}

/// The file behind a path that is a link to one; any other path as it is.
pub(crate) fn behind_link(file: &Path) -> PathBuf {
    let real = if file.is_symlink() { std::fs::canonicalize(file).ok() } else { None };
    real.unwrap_or_else(|| file.to_owned())
}

/// The path from the root on, without `.` and `..`.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    normalize(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// `text` as part of a URL: what means something there is percent-encoded.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=@/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    out
}

/// The opposite of [`percent_encode`]; what is no code stays.
pub(crate) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Whether each `%` of a URL begins an escape, without which it means no file.
pub(crate) fn is_percent_encoded(url: &str) -> bool {
    url.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_taken_out() {
        for (path, expected) in [
            ("a/./b/../c", "a/c"),
            ("./a", "a"),
            ("../a/..", ".."),
            ("a/..", "."),
            ("/../a", "/a"),
            ("../../b", "../../b"),
        ] {
            assert_eq!(normalize(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn ways_between_files() {
        for (from, to, expected) in [
            ("out", "src/a.lisp", "../src/a.lisp"),
            ("a/b", "a/b/c.lisp", "c.lisp"),
            ("/x/y", "/x/z.lisp", "../z.lisp"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), expected);
        }
    }

    #[test]
    fn urls_are_encoded_and_back() {
        assert_eq!(percent_encode("a b#é%.js"), "a%20b%23%C3%A9%25.js");
        assert_eq!(url_path("100% a?#\t\u{e9}.js"), "100%25 a%3F%23%09\u{e9}.js");
        assert_eq!(percent_decode("a%20b%23%C3%A9%25.js%zz%"), "a b#é%.js%zz%");
    }
}
