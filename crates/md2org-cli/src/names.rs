//! What the notes of a vault call each other.
//!
//! Entering: the directories of the command line. Leaving: for a name in `[[name]]` the file that is meant, as Obsidian
//! finds it: by path from the vault's root, else by name anywhere, the nearest first. Attachments are found too.

use crate::path::{relative, shown};
use ignore::WalkBuilder;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sx_md2org::ResolveName;

/// All files of the vaults by the names they can be called.
#[derive(Default)]
pub(crate) struct Vault {
    /// Lower-case path from the root, with and without the extension of notes.
    paths: HashMap<String, PathBuf>,
    /// Lower-case file name, with and without the extension of notes.
    names: HashMap<String, Vec<PathBuf>>,
}

impl Vault {
    /// Looks through `roots`.
    pub(crate) fn new(roots: &[PathBuf]) -> Self {
        let mut vault = Self::default();
        for root in roots {
            let mut walk = WalkBuilder::new(root);
            walk.require_git(false).sort_by_file_name(std::ffi::OsStr::cmp);
            for entry in walk.build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())) {
                vault.add(root, entry.path());
            }
        }
        vault
    }

    fn add(&mut self, root: &Path, path: &Path) {
        let below = shown(path.strip_prefix(root).unwrap_or(path)).to_lowercase();
        let name = below.rsplit('/').next().unwrap_or(&below).to_owned();
        for key in [Some(below.as_str()), below.strip_suffix(".md")].into_iter().flatten() {
            self.paths.entry(key.to_owned()).or_insert_with(|| path.to_owned());
        }
        for key in [Some(name.as_str()), name.strip_suffix(".md")].into_iter().flatten() {
            self.names.entry(key.to_owned()).or_default().push(path.to_owned());
        }
    }

    /// The file called `name` from a file in `folder`.
    fn find(&self, folder: &Path, name: &str) -> Option<&PathBuf> {
        let key = name.trim_start_matches("./").trim_start_matches('/').to_lowercase();
        let candidates = self.names.get(key.rsplit('/').next().unwrap_or(&key));
        let beside = candidates.and_then(|paths| paths.iter().find(|path| path.parent() == Some(folder)));
        let by_path = self.paths.get(&key);
        let ends_so = |path: &&PathBuf| {
            let path = shown(path).to_lowercase();
            let path = path.strip_suffix(".md").unwrap_or(&path);
            path.ends_with(key.strip_suffix(".md").unwrap_or(&key))
        };
        let anywhere =
            candidates.and_then(|paths| paths.iter().filter(ends_so).min_by_key(|path| path.components().count()));
        if key.contains('/') { by_path.or(anywhere) } else { beside.or(by_path).or(anywhere) }
    }
}

/// A vault as it is seen from one folder.
pub(crate) struct FromFolder {
    pub(crate) vault: Arc<Vault>,
    pub(crate) folder: PathBuf,
}

impl ResolveName for FromFolder {
    fn resolve(&self, name: &str) -> Option<String> {
        self.vault.find(&self.folder, name).map(|path| relative(&self.folder, path))
    }
}
