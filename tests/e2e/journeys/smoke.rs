//! The page starts under a sub-path and shows the article.

use crate::harness::for_each_engine;

#[test]
fn the_article_is_readable_at_the_first_start() {
    for_each_engine(|person| {
        person.open_page();
        let n_blocks = "return document.querySelectorAll('#article [data-start]').length";
        person.wait_until("the article has its blocks", || {
            person.run(n_blocks, &[]) == 12
        });
    });
}
