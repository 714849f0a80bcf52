//! The only code that talks to web APIs, one file per API. Its files do not import each other.

pub mod api;
pub mod colors;
pub mod download;
pub mod files;
pub mod highlight;
pub mod place;
pub mod selection;
pub mod storage;
pub mod theme;
