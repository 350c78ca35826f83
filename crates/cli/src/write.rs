//! Writing outputs: whole or not at all, and not when nothing changes.
//!
//! A file is written beside its place and then moved there, so that no reader sees half of it and an interrupted
//! command leaves the old one. A file that has the content already keeps its time of modification.

use crate::console::write_stderr;
use crate::os_error::describe;
use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What writing did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    /// The file is new, or has new content.
    Changed,
    /// The file had the content already.
    Unchanged,
}

/// Whether the file at `path` has exactly this content.
pub(crate) fn is_current(path: &Path, content: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() == content.len() as u64)
        && File::open(path).is_ok_and(|file| has_content(file, content).unwrap_or(false))
}

/// Whether `file` has exactly this content. It is read in parts: outputs may be large.
fn has_content(mut file: File, mut content: &[u8]) -> io::Result<bool> {
    let mut part = vec![0; 64 << 10];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(content.is_empty()),
            len => match content.strip_prefix(&part[..len]) {
                Some(rest) => content = rest,
                None => return Ok(false),
            },
        }
    }
}

/// Puts `content` into the file at `path`. The error is for people.
pub(crate) fn write_file(path: &Path, content: &[u8]) -> Result<Written, String> {
    if is_current(path, content) {
        return Ok(Written::Unchanged);
    }
    let result = match fs::metadata(path) {
        // A pipe or a device is written to; replacing it by a file would not be what was meant.
        Ok(data) if !data.is_file() && !data.is_dir() => fs::write(path, content),
        Ok(data) => replace(&follow(path), content, Some(data.permissions())),
        Err(_) => replace(path, content, None),
    };
    match result {
        Ok(()) => Ok(Written::Changed),
        Err(error) => Err(format!("cannot write `{}`: {}", crate::path::shown(path), describe(&error))),
    }
}

/// The file behind a symbolic link: the link stays, its file gets the content.
fn follow(path: &Path) -> PathBuf {
    if path.is_symlink() { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

fn replace(path: &Path, content: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sx-");
    #[cfg(unix)]
    {
        // A temporary file is private by default; an output is an ordinary file.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(path)?;
    Ok(())
}

/// Writes to standard output. A reader that has gone away is no error: what it wanted it has.
pub(crate) fn write_stdout(content: &[u8]) -> Result<(), String> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(content).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {}", describe(&error)))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Standard output or error of a program that is run.
pub(crate) fn write_program_error(content: &[u8]) {
    write_stderr(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_content_keeps_its_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/er/a.js");
        assert_eq!(write_file(&path, b"one"), Ok(Written::Changed));
        let time = fs::metadata(&path).expect("is there").modified().expect("has a time");
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert_eq!(write_file(&path, b"one"), Ok(Written::Unchanged));
        assert_eq!(fs::metadata(&path).expect("is there").modified().expect("has a time"), time);
        assert_eq!(write_file(&path, b"two"), Ok(Written::Changed));
        assert_eq!(fs::read(&path).expect("is there"), b"two");
        let names = fs::read_dir(path.parent().expect("a folder")).expect("is there").count();
        assert_eq!(names, 1, "nothing temporary is left");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (real, link) = (folder.path().join("real.js"), folder.path().join("link.js"));
        fs::write(&real, "old").expect("writes");
        fs::set_permissions(&real, Permissions::from_mode(0o755)).expect("sets");
        std::os::unix::fs::symlink(&real, &link).expect("links");
        write_file(&link, b"new").expect("writes");
        assert!(link.is_symlink());
        assert_eq!(fs::read(&real).expect("is there"), b"new");
        assert_eq!(fs::metadata(&real).expect("is there").permissions().mode() & 0o777, 0o755);
    }
}
