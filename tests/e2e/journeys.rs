//! The journeys, one file per theme. Those that wait for the whole script interface are not run yet.

mod smoke;
