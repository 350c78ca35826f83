//! Where outputs go: the rules of `-o`, and that no two inputs meet in one output.

use crate::path::{STDIO, shown};
use crate::walk::Inputs;
use std::path::{Path, PathBuf};

/// Where the outputs of a command go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// One file, to standard output.
    Stdout,
    /// One file, to exactly this path.
    File(PathBuf),
    /// Each file below this directory, at its relative path.
    Directory(PathBuf),
}

impl Target {
    /// Chooses by what was given. The error is for people.
    pub(crate) fn choose(inputs: &Inputs, output: Option<&Path>) -> Result<Self, String> {
        match output {
            None if inputs.is_single => Ok(Self::Stdout),
            None => Err("a directory, or more than one file, needs `-o DIRECTORY`".to_owned()),
            Some(path) if path == Path::new(STDIO) && inputs.is_single => Ok(Self::Stdout),
            Some(path) if !inputs.is_single => {
                if path.exists() && !path.is_dir() {
                    return Err(format!("`{}` is a file; several outputs need a directory", shown(path)));
                }
                Ok(Self::Directory(path.to_owned()))
            }
            Some(path) if path.is_dir() || shown(path).ends_with('/') => match inputs.files.first() {
                Some(input) if input.is_stdin() => {
                    Err(format!("`{}` is a directory; what comes from standard input needs a file name", shown(path)))
                }
                _ => Ok(Self::Directory(path.to_owned())),
            },
            Some(path) => Ok(Self::File(path.to_owned())),
        }
    }

    /// The output that is called `relative` below a directory; `None` is standard output.
    pub(crate) fn path_of(&self, relative: &Path) -> Option<PathBuf> {
        match self {
            Self::Stdout => None,
            Self::File(path) => Some(path.clone()),
            Self::Directory(directory) => Some(directory.join(relative)),
        }
    }
}

/// For each output, the number of an earlier input that has the same one, and what it is.
pub(crate) fn find_collisions(paths: &[Option<PathBuf>]) -> Vec<Option<usize>> {
    let mut seen = std::collections::HashMap::new();
    paths
        .iter()
        .enumerate()
        .map(|(at, path)| {
            let path = path.as_ref()?;
            // Names that differ in case only are one file on many systems.
            let key = shown(path).to_lowercase();
            let first = *seen.entry(key).or_insert(at);
            (first != at).then_some(first)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::Input;

    fn input(path: &str, relative: &str) -> Input {
        Input { path: path.into(), relative: relative.into() }
    }

    #[test]
    fn outputs_keep_relative_paths() {
        let inputs = Inputs { files: vec![input("src/a/b.lisp", "a/b.lisp")], is_single: false, roots: vec![] };
        let target = Target::choose(&inputs, Some(Path::new("out"))).expect("a target");
        assert_eq!(target.path_of(Path::new("a/b.mjs")), Some(PathBuf::from("out/a/b.mjs")));
        assert!(Target::choose(&inputs, None).is_err());
    }

    #[test]
    fn one_file_goes_where_it_is_told() {
        let inputs = Inputs { files: vec![input("a.lisp", "a.lisp")], is_single: true, roots: vec![] };
        assert_eq!(Target::choose(&inputs, None), Ok(Target::Stdout));
        let file = Target::choose(&inputs, Some(Path::new("x/y.js"))).expect("a target");
        assert_eq!(file.path_of(Path::new("a.mjs")), Some(PathBuf::from("x/y.js")));
        assert_eq!(Target::choose(&inputs, Some(Path::new("new/"))), Ok(Target::Directory("new/".into())));
    }

    #[test]
    fn two_inputs_never_share_an_output() {
        let paths = ["a.js", "b.js", "A.js"].map(|path| Some(PathBuf::from(path)));
        assert_eq!(find_collisions(&paths), [None, None, Some(0)]);
        assert_eq!(find_collisions(&[None, None]), [None, None]);
    }
}
