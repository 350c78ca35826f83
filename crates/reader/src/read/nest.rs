//! What is open while a text is read: brackets, templates and prefixes, innermost last.

use crate::form::FormId;
use sx_base::Span;

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameKind {
    List,
    Array,
    Object,
    Set,
    /// A template; on top only while its text is read.
    Template,
    /// `${` of a template.
    Hole,
    Quote,
    Quasiquote,
    Unquote,
    UnquoteSplicing,
    Spread,
    /// `#;`: the next form is a comment.
    Datum,
    /// An unknown dispatch: the form that is glued to it is part of the error.
    Unknown,
}

impl FrameKind {
    /// Whether the next form ends it.
    pub(super) const fn is_prefix(self) -> bool {
        match self {
            Self::Quote
            | Self::Quasiquote
            | Self::Unquote
            | Self::UnquoteSplicing
            | Self::Spread
            | Self::Datum
            | Self::Unknown => true,
            Self::List | Self::Array | Self::Object | Self::Set | Self::Template | Self::Hole => false,
        }
    }

    pub(super) const fn open_text(self) -> &'static str {
        match self {
            Self::List => "(",
            Self::Array => "[",
            Self::Object => "{",
            Self::Set => "#{",
            Self::Template => "#`",
            Self::Hole => "${",
            Self::Quote => "'",
            Self::Quasiquote => "`",
            Self::Unquote => ",",
            Self::UnquoteSplicing => ",@",
            Self::Spread => "...",
            Self::Datum => "#;",
            Self::Unknown => "#",
        }
    }

    pub(super) const fn close_text(self) -> &'static str {
        match self {
            Self::List => ")",
            Self::Array => "]",
            Self::Object | Self::Set | Self::Hole => "}",
            Self::Template => "`",
            Self::Quote
            | Self::Quasiquote
            | Self::Unquote
            | Self::UnquoteSplicing
            | Self::Spread
            | Self::Datum
            | Self::Unknown => "",
        }
    }

    pub(super) fn closes_with(self, byte: u8) -> bool {
        self.close_text().as_bytes() == [byte]
    }

    /// Which counter of [`Nest::open`] it has.
    const fn bracket(self) -> Option<usize> {
        match self {
            Self::List => Some(0),
            Self::Array => Some(1),
            Self::Object | Self::Set => Some(2),
            Self::Template
            | Self::Hole
            | Self::Quote
            | Self::Quasiquote
            | Self::Unquote
            | Self::UnquoteSplicing
            | Self::Spread
            | Self::Datum
            | Self::Unknown => None,
        }
    }
}

/// One open form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// A lone `:` or `?:` was read in it.
    pub(super) has_colon: bool,
    /// Its opener is the first token of its line.
    pub(super) begins_line: bool,
    /// Offset of the opener.
    pub(super) start: u32,
    /// Column of the opener in bytes.
    pub(super) column: u32,
    /// Number of forms that waited when it was opened.
    pub(super) kids: u32,
    /// Number of comments when it was opened.
    pub(super) comments: u32,
    pub(super) suspect: Option<Suspect>,
}

impl Frame {
    /// Where its opener stands.
    pub(super) fn opener(&self) -> Span {
        Span::new(self.start, self.start + self.kind.open_text().len() as u32)
    }
}

/// Where a line begins no deeper than the opener that is open: a closer is probably missing before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    /// Offset after the token before that line.
    pub(super) after: u32,
    /// The opener.
    pub(super) opener: Span,
}

/// What to go back to when a hidden form has been read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) forms: usize,
    pub(super) kids: usize,
    pub(super) depth: u32,
    pub(super) deepest: Option<FormId>,
}

/// The open forms.
#[derive(Default)]
pub(super) struct Nest {
    pub(super) frames: Vec<Frame>,
    /// Open brackets by kind, since the last `${`.
    open: [u32; 3],
    /// The counts outside of each open `${`.
    holes: Vec<[u32; 3]>,
    /// For each open `#;`.
    pub(super) marks: Vec<Mark>,
    /// A bracket was repaired, so closers say nothing reliable for now.
    pub(super) is_quiet: bool,
    pub(super) depth: u32,
    pub(super) deepest: Option<FormId>,
}

impl Nest {
    pub(super) fn top(&self) -> Option<&Frame> {
        self.frames.last()
    }

    pub(super) fn top_kind(&self) -> Option<FrameKind> {
        self.top().map(|frame| frame.kind)
    }

    /// Offset of the innermost opener; 0 when nothing is open.
    pub(super) fn top_start(&self) -> u32 {
        self.top().map_or(0, |frame| frame.start)
    }

    pub(super) fn note_colon(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.has_colon = true;
        }
    }

    /// Whether the innermost form is ended by the form that is read next.
    pub(super) fn waits_for_form(&self) -> bool {
        self.top().is_some_and(|frame| frame.kind.is_prefix())
    }

    /// Closes the innermost form when the form that was just read ends it.
    pub(super) fn pop_prefix(&mut self) -> Option<Frame> {
        self.frames.pop_if(|frame| frame.kind.is_prefix())
    }

    pub(super) fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if let Some(bracket) = frame.kind.bracket() {
            self.open[bracket] -= 1;
        } else if frame.kind == FrameKind::Hole {
            self.open = self.holes.pop().expect("invariant: each hole has kept its counts");
        }
        Some(frame)
    }

    pub(super) fn push(&mut self, frame: Frame) {
        if let Some(bracket) = frame.kind.bracket() {
            self.open[bracket] += 1;
        } else if frame.kind == FrameKind::Hole {
            self.holes.push(self.open);
            self.open = [0; 3];
        }
        self.frames.push(frame);
    }

    /// `form` has just been made of the frame above the ones that are open.
    pub(super) fn note_depth(&mut self, form: FormId) {
        let depth = (self.frames.len() + 1 - self.holes.len()) as u32;
        if depth > self.depth {
            self.depth = depth;
            self.deepest = Some(form);
        }
    }

    /// Whether a closer `byte` fits a form that is open, without leaving the innermost template.
    pub(super) fn has_open(&self, byte: u8) -> bool {
        match byte {
            b')' => self.open[0] > 0,
            b']' => self.open[1] > 0,
            _ => self.open[2] > 0 || !self.holes.is_empty(),
        }
    }
}
