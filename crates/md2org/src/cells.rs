//! Cells and the table they make.

use crate::convert::{Converter, Gap};
use crate::write::{Anchor, Place, Setting, write_inline};

impl Converter<'_> {
    pub(crate) fn end_cell(&mut self) {
        let place = Place { setting: Setting::Cell, indent: 0, wrap: self.options.wrap };
        if self.options.flavour != crate::Flavour::CommonMark {
            crate::autolink::split(&mut self.inline);
        }
        self.lone_image = None;
        let (source, anchors) = (self.block_start, &mut self.cell_anchors);
        let lost = write_inline(&self.inline, place, &mut self.table.text, &mut self.needs, |at, name| {
            anchors.push(Anchor { at, name: name.to_owned(), source });
        });
        self.note_inline(lost);
        self.inline.clear();
        self.table.end_cell();
    }

    pub(crate) fn end_table(&mut self) {
        self.inline.is_in_table = false;
        // The first row's indentation is part of the table's.
        let start = self.out.len();
        self.begin(false);
        self.out.truncate(self.out.trim_end_matches(' ').len().max(start));
        let mut places = vec![];
        let table = std::mem::take(&mut self.table);
        table.write(self.indent, &mut self.out, |cell, at| places.push((cell, at)));
        let anchors = if self.in_footnote { &mut self.footnote_anchors } else { &mut self.anchors };
        for anchor in self.cell_anchors.drain(..) {
            let cell = places.partition_point(|(cell, _)| *cell <= anchor.at).saturating_sub(1);
            if let Some((start, at)) = places.get(cell) {
                anchors.push(Anchor { at: anchor.at - start + at, ..anchor });
            }
        }
        self.table = table;
        // Rows that follow without an empty line would be part of the table.
        self.gap = Gap::Blank;
    }
}
