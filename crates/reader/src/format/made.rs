//! Forms that the compiler made, as text, one top-level form after another. Entering: the forms of one, and then of the
//! next; leaving: the text of all. What the forms of one were laid out in is used again for the next, so that it stays
//! in memory that is warm.

use super::measure::{self, Sizes};
use super::notes::Notes;
use super::out::Out;
use super::style::Styles;
use super::write::{Room, Writer};
use super::{FormatOptions, Lines, Origin, Plan, measure::Widths};
use crate::form::FormFile;
use sx_base::Source;

/// The text of forms that the compiler made.
pub struct MadeText<'s> {
    source: &'s Source,
    options: FormatOptions,
    styles: Styles,
    widths: Widths,
    sizes: Sizes,
    room: Room,
    /// Room for so many bytes is made when the first are there: until then others may need the memory.
    bytes: usize,
}

impl<'s> MadeText<'s> {
    /// No text, with room for so many bytes. What the forms are made of came from `source`.
    pub fn with_room(source: &'s Source, bytes: usize) -> Self {
        Self {
            source,
            options: FormatOptions::new(Origin::Made),
            styles: Styles::new(),
            widths: Widths::default(),
            sizes: Sizes::default(),
            room: Room::default(),
            bytes,
        }
    }

    /// Appends the forms of `file`, on lines of their own.
    pub fn push(&mut self, file: &FormFile) {
        if self.bytes > 0 {
            self.room = Room::new(Out::with_capacity(std::mem::take(&mut self.bytes)));
        }
        let styles = self.styles.choose(&file.forms);
        let lines = Lines::new(self.source, Origin::Made);
        let plan = Plan { file, source: self.source, options: &self.options, lines, styles, notes: Notes::default() };
        measure::measure(&plan, &mut self.widths, &mut self.sizes);
        let mut writer = Writer::new(&plan, &self.sizes, std::mem::take(&mut self.room));
        writer.write_roots();
        self.room = writer.into_room();
    }

    /// The text; ends with a line end unless it is empty.
    pub fn finish(self) -> String {
        self.room.into_text()
    }
}
