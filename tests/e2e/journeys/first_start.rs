//! What a person sees who opens the page for the first time.

use crate::harness::{code_points, for_each_engine};

#[test]
fn the_article_can_be_read_at_first_start() {
    for_each_engine(|person| {
        person.open_page();

        let document = person.document();
        let blocks = person.blocks();
        let length = document.text.chars().count();
        assert!(
            (1_800..2_800).contains(&length),
            "the article has {length} characters"
        );
        let has = |tag: &str| blocks.iter().any(|it| it.tag == tag);
        assert!(
            has("li") && has("p") && has("figcaption"),
            "a kind of block is missing: {blocks:#?}"
        );
        for block in &blocks {
            let end = block.start + block.text.chars().count();
            assert_eq!(
                block.text,
                code_points(&document.text, block.start, end),
                "at {}",
                block.start
            );
        }
        // Nothing of the text is left out but what stands between blocks.
        let mut between = document.text.clone();
        for block in &blocks {
            between = between.replacen(&block.text, "", 1);
        }
        assert_eq!(
            between
                .trim_matches(['-', ' ', '\n', '#'])
                .replace(['-', ' ', '\n', '#'], ""),
            ""
        );

        assert_eq!(document.mentions, []);
        assert_eq!(person.alerts(), [""; 0]);
        person.wait_until_saved();
        person.take_screenshot("first start");
    });
}

#[test]
fn no_request_leaves_the_host_of_the_page_or_its_folder() {
    for_each_engine(|person| {
        person.open_page();
        person.double_click_on("Vostochny");
        person.wait_for("dialog", "Label");
        person.press("3");
        person.download();
        person.wait_until_saved();

        let asked = person.server.asked();
        // What other hosts are asked for is told to this one, at an address out of the folder.
        let strays: Vec<_> = asked
            .iter()
            .filter(|it| !it.path.starts_with("/some/where/") || !it.is_found)
            .collect();
        assert!(strays.is_empty(), "asked for {strays:#?}");
    });
}
