//! Other languages to forms.
