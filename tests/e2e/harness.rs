//! What journeys are made with.

mod browser;
mod cpu;
mod disk;
mod engine;
mod idle;
mod looking;
mod marking;
mod mention;
mod opening;
mod pace;
mod passage;
mod person;
mod pressing;
mod profile;
mod reading;
mod run;
mod server;
pub(crate) mod setup;
mod tagging;

pub(crate) use engine::Engine;
pub(crate) use marking::{Point, Pointer};
pub(crate) use mention::{Mention, code_points};
pub(crate) use passage::nth;
pub(crate) use person::{Contrast, Person, Settings};
pub(crate) use reading::{Document, document_in};
pub(crate) use run::{
    alone_in_chromium, for_each_browser, for_each_browser_with, for_each_engine, n_browsers,
};
pub(crate) use server::Change;
