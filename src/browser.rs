//! The only code that talks to web APIs, one file per API. But for the interface, its
//! arguments, the settings and the workers, its files do not import each other.

pub mod api;
pub mod argument;
pub mod channel;
pub mod clock;
pub mod colors;
pub mod database;
pub mod disk_file;
pub mod download;
pub mod files;
pub mod frame;
pub mod habits;
pub mod highlight;
pub mod keeping;
pub mod life;
pub mod place;
pub mod rows;
pub mod selection;
pub mod settings;
pub mod stage;
pub mod storage;
pub mod strokes;
pub mod text;
pub mod theme;
pub mod turn;
pub mod worker;
