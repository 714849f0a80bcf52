//! Files as other programs write them, and broken ones: each comes to a project and losses, or is refused in words.

use expect_test::{Expect, expect};

use super::open;
use crate::marked::print_project;

/// Opens a file and compares what comes of it.
#[track_caller]
fn check(name: &str, file: &str, expected: &Expect) {
    let outcome = match open(name, file.to_owned()) {
        Ok(opened) => {
            let mut outcome = print_project(&opened.project) + "\n";
            for loss in &opened.losses {
                outcome.extend([&loss.kind, ": ", &loss.message, "\n"]);
            }
            for document in &opened.project.documents {
                for (name, kept) in document.extra.iter() {
                    outcome.extend(["keeps ", name, " ", &kept.to_string(), "\n"]);
                }
            }
            for reading in &opened.readings {
                outcome.extend([
                    reading.unit.name(),
                    ": ",
                    &print_project(&reading.project),
                    "\n",
                ]);
            }
            outcome
        }
        Err(error) => error.to_string() + "\n",
    };
    expected.assert_eq(&outcome);
}

#[test]
fn prodigy() {
    check(
        "a.jsonl",
        r#"{"text":"Ada met Ben","_input_hash":1,"spans":[{"start":0,"end":3,"label":"P","token_start":0,"token_end":0}],"answer":"reject","relations":[{"head":0,"child":2,"label":"knows"}]}
{"text":"Eve","spans":[],"answer":"accept"}"#,
        &expect![[r#"
            d1 a-1.txt: [Ada|P] met Ben
            d2 a-2.txt: Eve
            answer: 1 document was not accepted in Prodigy; its mentions are shown all the same, and the answer is kept beside it
            relation: 1 relation or other result that is no mention is not shown, and is kept beside the document
            keeps imported {"_input_hash":1,"answer":"reject","relations":[{"child":2,"head":0,"label":"knows"}]}
        "#]],
    );
    check(
        "a.jsonl",
        "{\"text\":\"Ada\",\"answer\":\"accept\",\"spans\":[]}\n{\"text\":\"Ada\", \"spans\":[{\"start\":0,\n",
        &expect![[r#"
            it looks like Prodigy (JSON lines), but line 2: its JSON breaks at line 1, column 35: EOF while parsing a value; it can be opened as plain text
        "#]],
    );
    for wrong in [
        r#"{"start":-1,"end":3,"label":"P"}"#,
        r#"{"start":0,"end":1.5,"label":"P"}"#,
        r#"{"start":0,"end":1e400,"label":"P"}"#,
        r#"{"start":0,"end":9007199254740993,"label":"P"}"#,
        r#"{"start":"0","end":"3","label":"P"}"#,
        r#"{"start":3,"end":0,"label":"P"}"#,
        r#"{"start":1,"end":1,"label":"P"}"#,
        r#"{"start":0,"end":4,"label":"P"}"#,
        r#"{"start":0,"end":3,"label":""}"#,
        r#"{"start":0,"end":3,"label":7}"#,
        r#"{"start":0,"end":3}"#,
        "null",
    ] {
        let file = format!("{{\"text\":\"Ada\",\"answer\":\"accept\",\"spans\":[{wrong}]}}");
        let opened = open("a.jsonl", file).unwrap();
        assert_eq!(opened.project.n_mentions(), 0, "{wrong}");
        let kept = &opened.project.documents[0].extra;
        assert!(
            opened.losses.len() == 1 && kept.iter().count() == 1,
            "{wrong}: {:?}",
            opened.losses
        );
    }
}

#[test]
fn doccano() {
    check(
        "a.jsonl",
        r#"{"id":7,"text":"Ada met Ben","label":[[0,3,"P"],[8,11,"P"],[0,3,"P"]],"Comments":["who?"]}"#,
        &expect![[r#"
            d1 a.txt: [Ada|P] met [Ben|P]
            duplicate: 1 mention stood twice, with one range and one label
            keeps imported {"Comments":["who?"],"id":7}
        "#]],
    );
    check(
        "a.jsonl",
        r#"{"text":"Ada 🙂 met Ben","labels":[[11,14,"P"]]}"#,
        &expect![[r#"
            d1 a.txt: Ada 🙂 met [Ben|P]
            unit-utf-16: 1 mention counted UTF-16 units and was converted to code points
        "#]],
    );
    check(
        "a.jsonl",
        r#"{"text":"Ada met Ben","entities":[{"id":1,"label":"P","start_offset":0,"end_offset":3},{"id":2,"label":"P","start_offset":8,"end_offset":11}],"relations":[{"id":1,"from_id":1,"to_id":2,"type":"knows"}]}"#,
        &expect![[r#"
            d1 a.txt: [Ada|P] met [Ben|P]
            relation: 1 relation or other result that is no mention is not shown, and is kept beside the document
            keeps imported {"relations":[{"from_id":1,"id":1,"to_id":2,"type":"knows"}]}
        "#]],
    );
    check(
        "a.jsonl",
        "{\"text\":\"Ada\",\"label\":[]}\n{\"text\":5,\"label\":[]}",
        &expect![[r#"
            it looks like doccano (JSON lines), but line 2.text is expected to be a text; it can be opened as plain text
        "#]],
    );
    check(
        "a.json",
        r#"{"text":"Ada","label":[[0,3,"__proto__"],[0,3,"constructor"]]}"#,
        &expect![[r#"
            d1 a.txt: [[Ada|constructor]|__proto__]
        "#]],
    );
    check(
        "a.json",
        r#"{"text":"Ada","label":[],"label":[[0,3,"P"]]}"#,
        &expect![[r#"
            its JSON breaks at line 1, column 45: field "label" stands twice; it can be opened as plain text
        "#]],
    );
    check(
        "a.json",
        &format!("{{\"text\":\"Ada\",\"label\":{}", "[".repeat(100_000)),
        &expect![[r#"
            its JSON breaks at line 1, column 149: recursion limit exceeded; it can be opened as plain text
        "#]],
    );
}

#[test]
fn label_studio() {
    check(
        "export.json",
        r#"[{"id":1,"data":{"article":"Ada 🙂 met Ben","title":"x"},"annotations":[
{"was_cancelled":true,"result":[]},
{"id":4,"result":[{"id":"a","from_name":"label","to_name":"text","type":"labels","value":{"start":10,"end":13,"text":"Ben","labels":["P","Q"]}},
{"from_id":"a","to_id":"b","type":"relation","direction":"right","labels":["knows"]},
{"id":"c","type":"choices","value":{"choices":["good"]}}]},
{"id":5,"result":[]}]}]"#,
        &expect![[r#"
            d1 export.txt: Ada 🙂 met [[Ben|Q]|P]
            other-annotators: 1 further set of annotations of one text is left out: the first that was not cancelled is read
            relation: 2 relations or other results that are no mentions are not shown, and are kept beside the document
            keeps imported {"data":{"title":"x"},"id":1,"results":[{"direction":"right","from_id":"a","labels":["knows"],"to_id":"b","type":"relation"},{"id":"c","type":"choices","value":{"choices":["good"]}}]}
        "#]],
    );
    check(
        "export.json",
        r#"[{"data":{"text":"Ada 🙂 met Ben"},"predictions":[{"result":[{"id":"a","type":"labels","value":{"start":11,"end":14,"text":"Ben","labels":["P"]}}]}]}]"#,
        &expect![[r#"
            d1 export.txt: Ada 🙂 met [Ben|P]
            unit-utf-16: 1 mention counted UTF-16 units and was converted to code points
        "#]],
    );
    check(
        "min.json",
        r#"[{"id":3,"text":"Ada met Ben","label":[{"start":0,"end":3,"text":"Ada","labels":["P"]}],"annotator":1}]"#,
        &expect![[r#"
            d1 min.txt: [Ada|P] met Ben
            keeps imported {"annotator":1,"id":3}
        "#]],
    );
    check(
        "export.json",
        r#"[{"data":{"image":5},"annotations":[]}]"#,
        &expect![[r#"
            it looks like Label Studio (tasks with annotations, and their configuration), but [0].text is expected to be a text; it can be opened as plain text
        "#]],
    );
}

#[test]
fn gate() {
    let document = |unit: &str| {
        r#"{"annotation_sets":{"":{"name":"","annotations":[{"type":"Token","start":0,"end":3,"id":0,"features":{"kind":"word"}},{"type":"P","start":4,"end":7,"id":1,"features":{"gender":"m"}}],"next_annid":2}},"text":"🙂, Ben","features":{"source":"x"},"offset_type":"UNIT","name":"a.txt"}"#
            .replace("UNIT", unit)
    };
    check(
        "a.bdocjs",
        &document("j"),
        &expect![[r#"
        d1 a.txt: 🙂, [Ben|P]
        structure: 1 token, sentence or paragraph is left out
        attribute: 1 mention has attributes or features, which are left out
        keeps imported {"features":{"source":"x"}}
    "#]],
    );
    check(
        "a.bdocjs",
        &document("p").replace(":7,", ":6,").replace(":4,", ":3,"),
        &expect![[r#"
            d1 a.txt: 🙂, [Ben|P]
            structure: 1 token, sentence or paragraph is left out
            attribute: 1 mention has attributes or features, which are left out
            keeps imported {"features":{"source":"x"}}
        "#]],
    );
}

#[test]
fn pubannotation() {
    check(
        "a.json",
        r#"{"target":"http://x","sourcedb":"PubMed","sourceid":"1","text":"Ada met Ben","denotations":[{"id":"T1","span":{"begin":0,"end":3},"obj":"P"},{"id":"T1","span":{"begin":8,"end":11},"obj":"P"}],"relations":[{"id":"R1","pred":"knows","subj":"T1","obj":"T9"}],"attributes":[{"id":"A1","subj":"T1","pred":"x","obj":"y"}]}"#,
        &expect![[r#"
            d1 1: [Ada|P] met [Ben|P]
            relation: 2 relations or other results that are no mentions are not shown, and are kept beside the document
            keeps imported {"attributes":[{"id":"A1","obj":"y","pred":"x","subj":"T1"}],"relations":[{"id":"R1","obj":"T9","pred":"knows","subj":"T1"}],"sourcedb":"PubMed","target":"http://x"}
        "#]],
    );
    check(
        "a.json",
        r#"{"text":"Ada","denotations":{"id":"T1"}}"#,
        &expect![[r#"
            it is JSON, but of no format that is known here; it can be opened as plain text
        "#]],
    );
}

#[test]
fn ner_annotator() {
    check(
        "a.json",
        r#"{"classes":["P",{"id":2,"name":"Q","color":"red-11"}],"annotations":[["Ada met Ben",{"entities":[[0,3,"P"],[8,11,"Q",[]]]}],null,["Eve",{"entities":[]}]]}"#,
        &expect![[r#"
            d1 a-1.txt: [Ada|P] met [Ben|Q]
            d2 a-2.txt: Eve
        "#]],
    );
}

#[test]
fn tei() {
    let tei = |body: &str| {
        ["<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><title> Letters </title></teiHeader><text><body>", body, "</body></text></TEI>"].concat()
    };
    check(
        "a.xml",
        &tei(
            "<p><persName ref='http://x'>Ada</persName> met <rs type='person' xml:id='a' next='#b'>B</rs>-<rs type='person' xml:id='b' prev='#a'>en</rs> in <seg>1840</seg><name/>.</p>",
        ),
        &expect![[r#"
            d1 Letters: [Ada|persName] met [1:B|person:1]-[1:en|person:1] in 1840.
            link: 1 mention has a link (@ref) or a certainty, which is left out
            no-label: 1 element has no label or no text and is left out (name)
        "#]],
    );
    check(
        "a.xml",
        &tei("<p>Ada"),
        &expect![[r#"
        it looks like TEI (XML), but its markup breaks at line 1: a tag closes another element than the one that is open; it can be opened as plain text
    "#]],
    );
    check(
        "a.xml",
        &tei("Ada &amp; <rs>").replace("</", "<!-- -->\n</"),
        &expect![[r#"
            it looks like TEI (XML), but its markup breaks at line 4: a tag closes another element than the one that is open; it can be opened as plain text
        "#]],
    );
}

#[test]
fn inline() {
    check(
        "muc.xml",
        "<DOC><TEXT>\n<ENAMEX TYPE=\"PERSON\">Ada</ENAMEX> met <ENAMEX TYPE='PERSON'>Ben</ENAMEX> in <TIMEX>1840</TIMEX>.</TEXT></DOC>",
        &expect![[r#"
            d1 muc.txt: 
            [Ada|PERSON] met [Ben|PERSON] in [1840|TIMEX].
        "#]],
    );
    check(
        "page.html",
        "<!DOCTYPE html><html><head><title>T</title><style>b{}</style></head><body>\n<p>Ada &amp; <mark class=person>B&eacute;n</mark><br>said <mark>hi</p></body></html>",
        &expect![[r#"
            d1 T: 
            Ada & [B&eacute;n|person]
            said [hi|mark]
            unclosed: 1 element around a mention has no end; it ends with what it stands in
        "#]],
    );
    check(
        "bomb.xml",
        "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><d><entity label=\"P\">&b;</entity></d>",
        &expect![[r#"
            it looks like Text with elements (XML), but its markup breaks at line 1: it declares entities, which are not read; it can be opened as plain text
        "#]],
    );
    check(
        "deep.xml",
        &("<entity label=\"P\">".repeat(100_000)),
        &expect![[r#"
            it looks like Text with elements (XML), but its markup breaks at line 1: elements nest deeper than 1,000; it can be opened as plain text
        "#]],
    );
    check(
        "page.html",
        "<html><body>no marks here</body></html>",
        &expect![[r#"
            d1 page.html: <html><body>no marks here</body></html>
        "#]],
    );
}

#[test]
fn uima() {
    check(
        "a.xmi",
        "<xmi:XMI xmlns:xmi='http://www.omg.org/XMI' xmlns:cas='http:///uima/cas.ecore' xmlns:c='http:///webanno/custom.ecore' xmi:version='2.0'>\
         <c:Place xmi:id='3' sofa='1' begin='12' end='15' value='City'/><c:Place xmi:id='4' sofa='1' begin='x' end='15'/>\
         <t:Token xmi:id='5' sofa='1' begin='0' end='2'/><t:NamedEntity xmi:id='6' sofa='1' begin='1' end='2' value='P'/>\
         <m:DocumentMetaData xmi:id='2' sofa='1' begin='0' end='15' documentTitle='a.txt'/>\
         <cas:Sofa xmi:id='1' sofaString='🙂&#10;Ada met, Rom'/><cas:View sofa='1' members='3'/></xmi:XMI>",
        &expect![[r#"
            d1 a.txt: 🙂
            Ada met, [Rom|City]
            unreadable: 1 annotation has no usable “begin” or “end”, or belongs to no text, and is left out (4)
            type: 1 annotation is of the structure of the text (a token, a sentence, a part of speech) and is left out
            orphan: 1 mention fits nowhere in its text; it is not shown, and is kept beside the document
            keeps orphans [{"end":2,"label":"P","offset_unit":"UTF-16 unit","start":1}]
        "#]],
    );
}

#[test]
fn medtator() {
    check(
        "a.txt.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<VAX>\n<TEXT><![CDATA[🙂 pain in leg and arm]]></TEXT>\n<TAGS>\n\
         <AE id=\"A0\" spans=\"3~7,11~14\" text=\"pain ... leg\" certainty=\"high\"/>\n<AE id=\"A1\" spans=\"19~22\" text=\"arm\"/>\n\
         <SVRT id=\"S0\" spans=\"-1~-1\" text=\"\"/>\n<LK id=\"L0\" fromID=\"A0\" fromText=\"pain\"/>\n<NAME id=\"N0\" start=\"3\" end=\"7\" text=\"pain\" TYPE=\"X\"/></TAGS>\n</VAX>",
        &expect![[r#"
            d1 a.txt: 🙂 [1:[pain|NAME]|AE:1] in [1:leg|AE:1] and [arm|AE]
            attribute: 2 tags have attributes, which are left out
            document-tag: 1 tag is of the whole document and is left out (S0)
            relation: 1 link between tags is left out
        "#]],
    );
}

#[test]
fn huggingface() {
    check(
        "a.jsonl",
        "{\"tokens\":[\"Ada\",\"L.\",\"met\"],\"ner_tags\":[\"B-P\",\"I-P\",\"O\"]}\n{\"tokens\":[\"Ben\"],\"ner_tags\":[\"I-P\"]}",
        &expect![[r#"
            d1 a.txt: [Ada L.|P] met
            [Ben|P]

            tag: 1 tag continues a mention that does not stand before it, and begins a new one (line 2)
            joined: 1 document has no text in the file, and none that is open fits: its tokens were joined by blanks
        "#]],
    );
    for wrong in [
        "{\"tokens\":[\"Ada\"],\"ner_tags\":[3]}",
        "{\"tokens\":[\"Ada\"],\"ner_tags\":[]}",
        "{\"tokens\":[5],\"ner_tags\":[\"O\"]}",
        "{\"tokens\":[\"Ada\"],\"ner_tags\":[\"what\"]}",
    ] {
        let error = open("a.jsonl", wrong.to_owned()).unwrap_err().to_string();
        assert!(
            error.contains("line 1 is expected to be a sentence"),
            "{error}"
        );
    }
}

#[test]
fn a_reading_of_whole_words_alone_is_clear_and_can_be_settled_otherwise() {
    let read = |labels: &str| {
        let file = format!("{{\"text\": \"🚀 Ada met Charles.\", \"label\": [{labels}]}}\n");
        open("a.jsonl", file).unwrap()
    };
    assert!(read("[2, 5, \"P\"]").is_clear);
    assert!(read("[3, 6, \"P\"]").is_clear);
    assert!(!read("[2, 5, \"P\"], [8, 13, \"P\"]").is_clear);
    let mut opened = read("[2, 5, \"P\"]");
    let [_, utf16] = opened.readings.clone().try_into().unwrap();
    opened.settle(&utf16);
    assert_eq!(
        print_project(&opened.project),
        "d1 a.txt: 🚀[ Ad|P]a met Charles."
    );
    assert!(opened.is_clear && opened.readings.is_empty() && opened.losses.is_empty());
    // Where the unit changes nothing there is no doubt.
    let opened = open(
        "a.jsonl",
        "{\"text\": \"Ada\", \"label\": [[0, 3, \"P\"]]}\n".to_owned(),
    )
    .unwrap();
    assert!(opened.is_clear && opened.readings.is_empty());
}
