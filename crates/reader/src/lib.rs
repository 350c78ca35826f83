//! Text to forms and back.

pub mod core_form;
pub mod form;

pub use core_form::CoreForm;
pub use form::{FormFile, FormId, FormKind, Forms};
