//! Footnotes: definitions are written apart and put at the end, since in Org whatever follows one belongs to it.

use crate::convert::{Converter, Frame, Gap};

impl Converter<'_> {
    pub(crate) fn start_footnote(&mut self, label: &str) {
        let label = crate::spans::footnote_label(label);
        // Of definitions with one label the first counts. One inside of another is kept for later, without its links.
        let is_kept = self.labels.insert(label.clone());
        let is_inner = std::mem::replace(&mut self.in_footnote, true);
        let own = if is_inner || !is_kept { String::new() } else { std::mem::take(&mut self.footnotes) };
        let out = std::mem::replace(&mut self.out, own);
        let anchors = self.footnote_anchors.len();
        self.frames.push(Frame::Footnote { out, indent: self.indent, gap: self.gap, is_kept, anchors });
        self.indent = 0;
        if !self.out.is_empty() || is_inner {
            self.out.push('\n');
        }
        let mark = format!("[fn:{label}]");
        self.out.push_str(&mark);
        if is_kept && !is_inner {
            self.definitions.push((self.out.len() - mark.len(), mark));
        }
        self.gap = Gap::Bullet;
        self.after_list = false;
        self.after_paragraph = false;
    }

    pub(crate) fn end_footnote(&mut self) {
        self.flush();
        let Some(Frame::Footnote { out, indent, gap, is_kept, anchors }) = self.frames.pop() else { return };
        if self.gap == Gap::Bullet {
            self.out.push('\n');
        }
        let definition = std::mem::replace(&mut self.out, out);
        self.indent = indent;
        self.gap = gap;
        self.in_footnote = self.frames.iter().rev().any(|frame| matches!(frame, Frame::Footnote { .. }));
        if self.in_footnote || !is_kept {
            self.footnote_anchors.truncate(anchors);
        }
        if is_kept && self.in_footnote {
            self.inner_footnotes.push_str(&definition);
        } else if is_kept {
            self.footnotes = definition;
        }
        self.after_list = false;
        self.after_paragraph = false;
    }
}
