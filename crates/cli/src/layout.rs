//! Where the outputs of a build stand, and how one of them names another file.
//!
//! Entering: the inputs and where their outputs go. Leaving: for two files, the relative specifier by which the output of
//! one imports the other, or what the other is compiled to. With `build src -o out` the output of `src/a.lisp` imports
//! what `src/lib/b.lisp` is compiled to by `"./lib/b.js"`, and the file `src/pad.js`, which stays where it is, by
//! `"../src/pad.js"`.
//!
//! A Lisp file that is no input is compiled by another run: below the same folder to the same place below `DIR`, elsewhere
//! beside itself. With one file the folders are where its path and that of its output part from the end: `-o out/a/b.js`
//! for `src/a/b.lisp` says that `src` goes to `out`, as it does where a tree is compiled file by file.

use crate::bytes::STDIN_NAME;
use crate::counterpart;
use crate::output::Target;
use crate::path::{
    absolute, behind_link, is_percent_encoded, percent_decode, real_folder, real_place, relative, shown, url_path,
};
use crate::walk::Inputs;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use sx_driver::NoSpecifier;

/// The places of outputs. The empty one has each output beside its source.
#[derive(Default)]
pub(crate) struct Layout {
    /// What each input becomes.
    outputs: HashMap<PathBuf, Place>,
    /// Folders of sources, and where what is below them goes.
    trees: Vec<(PathBuf, PathBuf)>,
    /// The folder of the output of standard input.
    of_stdin: Option<PathBuf>,
}

/// The place of an output.
#[derive(Clone)]
enum Place {
    Exact(PathBuf),
    /// With an extension that is to be replaced.
    Stem(PathBuf),
}

/// The extensions that outputs have.
const OUTPUTS: &[&str] = &["js", "mjs", "cjs"];

impl Layout {
    /// Where the outputs of `inputs` stand.
    pub(crate) fn new(inputs: &Inputs, target: &Target) -> Self {
        let mut layout = Self::default();
        for input in &inputs.files {
            let place = match target {
                Target::Stdout => return layout,
                Target::File(path) => Place::Exact(absolute(path)),
                Target::Directory(directory) => Place::Stem(absolute(&directory.join(&input.relative))),
            };
            let source = absolute(&input.path);
            if inputs.is_single {
                let (from, to) = (folder_of(&source), folder_of(place.path()));
                layout.trees.push(without_common_end(&from, &to));
                layout.of_stdin = input.is_stdin().then_some(to);
            }
            if let Ok(file) = std::fs::canonicalize(&source) {
                layout.outputs.entry(file).or_insert_with(|| place.clone());
            }
            layout.outputs.insert(source, place);
        }
        if let (Target::Directory(directory), false) = (target, inputs.is_single) {
            layout.trees = inputs.roots.iter().map(|root| (root.clone(), absolute(directory))).collect();
        }
        layout
    }

    /// Whether the output of the module `from` stands in another folder than the module.
    pub(crate) fn moves(&self, from: &Path) -> bool {
        self.folder(from) != real_folder(&folder_of(&behind_link(from)))
    }

    /// Whether the Lisp file is an input.
    pub(crate) fn has(&self, lisp: &Path) -> bool {
        self.outputs.contains_key(&absolute(lisp))
    }

    /// Where what the Lisp file is compiled to stands, a file with `extension`. Links to one file mean one module.
    pub(crate) fn output_of(&self, lisp: &Path, extension: &str) -> PathBuf {
        let lisp = absolute(lisp);
        let file = std::fs::canonicalize(&lisp).ok();
        let place = file.and_then(|file| self.outputs.get(&file)).or_else(|| self.outputs.get(&lisp));
        if let Some(place) = place {
            return match place {
                Place::Exact(path) => path.clone(),
                Place::Stem(path) => counterpart::output_of(path, extension),
            };
        }
        let stays = counterpart::output_of(&lisp, extension);
        if lisp.components().any(|part| part.as_os_str() == "node_modules") {
            return stays;
        }
        let innermost = self.trees.iter().filter(|(root, _)| lisp.starts_with(root));
        let innermost = innermost.max_by_key(|(root, _)| root.components().count());
        let moved = innermost.and_then(|(root, directory)| Some(directory.join(stays.strip_prefix(root).ok()?)));
        moved.unwrap_or(stays)
    }

    /// The folder in which the output of the module `from` stands, without links: an output that is itself a link stands
    /// where its file is.
    fn folder(&self, from: &Path) -> PathBuf {
        match (self.outputs.get(&absolute(from)), &self.of_stdin) {
            (Some(place), _) => real_folder(&folder_of(&place.file())),
            // It has no path that it could be found by.
            (None, Some(to)) if from == Path::new(STDIN_NAME) => real_folder(to),
            (None, _) => real_folder(&folder_of(&behind_link(from))),
        }
    }

    /// The specifier by which the output of the module `from` imports the file `to`.
    pub(crate) fn specifier(&self, from: &Path, to: &Path) -> Result<String, NoSpecifier> {
        let to = real_place(to);
        let reason = match to.to_str() {
            None => "the path of that file is no text",
            Some(path) if cfg!(unix) && path.contains('\\') => {
                "the path of that file has a `\\`, which no specifier can have"
            }
            Some(_) => {
                let way = url_path(&relative(&self.folder(from), &to));
                return Ok(if way.starts_with("../") { way } else { format!("./{way}") });
            }
        };
        Err(NoSpecifier { reason: reason.to_owned(), help: format!("give `{}` another name", shown(&to)) })
    }

    /// Whether the specifier `written` in the output of the module `from` means the file `to`, as Node reads it.
    pub(crate) fn means(&self, from: &Path, written: &str, to: &Path) -> bool {
        let url = written.split(['?', '#']).next().unwrap_or(written);
        if !is_percent_encoded(url) {
            return false;
        }
        let path = percent_decode(url.strip_prefix("file://").unwrap_or(url));
        real_place(&self.folder(from).join(path)) == real_place(to)
    }
}

impl Place {
    /// The file that is written, without links.
    fn file(&self) -> PathBuf {
        let files: Vec<PathBuf> = match self {
            Place::Exact(path) => vec![path.clone()],
            Place::Stem(path) => OUTPUTS.iter().map(|extension| counterpart::output_of(path, extension)).collect(),
        };
        let link = files.iter().find(|file| file.is_symlink());
        link.and_then(|link| std::fs::canonicalize(link).ok()).unwrap_or_else(|| self.path().to_owned())
    }

    fn path(&self) -> &Path {
        match self {
            Self::Exact(path) | Self::Stem(path) => path,
        }
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Two folders without the names that both end in.
pub(crate) fn without_common_end(one: &Path, other: &Path) -> (PathBuf, PathBuf) {
    let same = |(one, other): &(&Path, &Path)| one.file_name().is_some() && one.file_name() == other.file_name();
    let mut above = one.ancestors().zip(other.ancestors()).skip_while(same);
    above.next().map_or_else(|| (one.to_owned(), other.to_owned()), |(one, other)| (one.to_owned(), other.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::Input;

    fn inputs(files: &[(&str, &str)], roots: &[&str], is_single: bool) -> Inputs {
        let files = files.iter().map(|(path, relative)| Input { path: path.into(), relative: relative.into() });
        Inputs { files: files.collect(), is_single, roots: roots.iter().map(PathBuf::from).collect() }
    }

    #[test]
    fn outputs_name_each_other_and_what_stays() {
        let given =
            inputs(&[("/p/src/x/a.lisp", "x/a.lisp"), ("/p/lib/b.lisp", "b.lisp")], &["/p/src", "/p/lib"], false);
        let layout = Layout::new(&given, &Target::Directory("/p/out".into()));
        let from = Path::new("/p/src/x/a.lisp");
        for (lisp, wanted) in [
            ("/p/lib/b.lisp", "../b.mjs"),
            ("/p/src/x/other.lisp", "./other.mjs"),
            ("/p/else/100%.lisp", "../../else/100%25.mjs"),
            ("/p/src/node_modules/m/c.lisp", "../../src/node_modules/m/c.mjs"),
        ] {
            assert_eq!(layout.specifier(from, &layout.output_of(Path::new(lisp), "mjs")).as_deref().ok(), Some(wanted));
        }
        assert_eq!(layout.specifier(from, Path::new("/p/src/x/pad.js")).as_deref().ok(), Some("../../src/x/pad.js"));
        assert!(layout.moves(from) && !layout.moves(Path::new("/p/other.lisp")));
        assert!(layout.means(from, "../b.js?x", Path::new("/p/out/b.js")));
        assert!(!layout.means(from, "../lib/b.js", Path::new("/p/out/b.js")));
    }

    #[test]
    fn one_file_tells_where_its_tree_goes() {
        let given = inputs(&[("/p/src/x/a.lisp", "a.lisp")], &["/p/src/x"], true);
        let layout = Layout::new(&given, &Target::File("/p/out/x/renamed.js".into()));
        assert_eq!(layout.output_of(Path::new("/p/src/x/a.lisp"), "js"), Path::new("/p/out/x/renamed.js"));
        assert_eq!(layout.output_of(Path::new("/p/src/y/b.lisp"), "js"), Path::new("/p/out/y/b.js"));
        assert_eq!(layout.output_of(Path::new("/p/lib/c.lisp"), "js"), Path::new("/p/lib/c.js"));
        let layout = Layout::new(&given, &Target::Stdout);
        assert_eq!(layout.output_of(Path::new("/p/src/y/b.lisp"), "js"), Path::new("/p/src/y/b.js"));
    }

    #[cfg(unix)]
    #[test]
    fn what_no_specifier_can_name_is_an_error() {
        let layout = Layout::default();
        let why = layout.specifier(Path::new("/p/a.lisp"), Path::new("/p/b\\c.js")).expect_err("no specifier");
        assert!(why.reason.contains("which no specifier can have"), "{}", why.reason);
    }
}
