//! The program of the page.

fn main() {
    glossator::run();
}
