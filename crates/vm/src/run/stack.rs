//! The text of a stack, mapped to the sources that people wrote.
//!
//! Entering: the engine's frames, `    at name (file:line:column)` with columns in bytes. Leaving: frames as Node writes
//! them, columns in UTF-16 units, mapped by the host; frames of the run time itself are left out.

use super::natives::State;
use crate::error::{Frame, columns_to_utf16, read_frames};

/// Maps a stack text, frame by frame. No newline at the end; empty when there is no frame.
pub(super) fn map_stack(raw: &str, state: &State) -> String {
    let mut lines = vec![];
    for frame in read_frames(raw) {
        if frame.file.starts_with("sx:") {
            continue;
        }
        lines.push(format!("    at {}", map_frame(frame, state)));
    }
    lines.join("\n")
}

fn map_frame(mut frame: Frame, state: &State) -> Frame {
    let Some(text) = state.text(&frame.file) else { return frame };
    frame.column = columns_to_utf16(&text, frame.line, frame.column);
    state.host.map_frame(&frame).unwrap_or(frame)
}
