//! A file of each format that has offsets, for what can be wrong with one.

use glossator_core::formats::{Opened, open_all};
use glossator_core::model::Document;

/// The text of every file here.
const TEXT: &str = "Ada met Charles.";

/// A file of a format around its mentions: `$i`, `$s`, `$e`, `$l` and `$q` stand for id, start, end, label and quote.
pub(crate) struct Case {
    pub(crate) format: &'static str,
    /// The ending of its name.
    pub(crate) ending: &'static str,
    pub(crate) head: &'static str,
    pub(crate) mention: &'static str,
    /// What stands between mentions.
    pub(crate) between: &'static str,
    pub(crate) tail: &'static str,
}

pub(crate) const CASES: [Case; 15] = [
    Case {
        format: "w3c",
        ending: "jsonld",
        head: "[",
        mention: r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"$i","type":"Annotation","body":{"type":"TextualBody","purpose":"tagging","value":"$l"},"target":{"source":"a.txt","selector":{"type":"TextPositionSelector","start":$s,"end":$e}}}"#,
        between: ",",
        tail: "]",
    },
    Case {
        format: "brat",
        ending: "ann",
        head: "",
        mention: "T$i\t$l $s $e\t$q",
        between: "\n",
        tail: "\n",
    },
    Case {
        format: "spacy",
        ending: "json",
        head: r#"{"text":"Ada met Charles.","tokens":[{"id":0,"start":0,"end":3}],"ents":["#,
        mention: r#"{"start":$s,"end":$e,"label":"$l"}"#,
        between: ",",
        tail: "]}",
    },
    Case {
        format: "spacy-train",
        ending: "json",
        head: r#"[["Ada met Charles.",{"entities":["#,
        mention: r#"[$s,$e,"$l"]"#,
        between: ",",
        tail: "]}]]",
    },
    Case {
        format: "prodigy",
        ending: "jsonl",
        head: r#"{"text":"Ada met Charles.","answer":"accept","spans":["#,
        mention: r#"{"start":$s,"end":$e,"label":"$l"}"#,
        between: ",",
        tail: "]}",
    },
    Case {
        format: "doccano",
        ending: "jsonl",
        head: r#"{"text":"Ada met Charles.","label":["#,
        mention: r#"[$s,$e,"$l"]"#,
        between: ",",
        tail: "]}",
    },
    Case {
        format: "doccano-relations",
        ending: "jsonl",
        head: r#"{"text":"Ada met Charles.","entities":["#,
        mention: r#"{"id":$i,"start_offset":$s,"end_offset":$e,"label":"$l"}"#,
        between: ",",
        tail: r#"],"relations":[{"id":1,"from_id":7,"to_id":99,"type":"knows"},{"id":2,"from_id":7,"to_id":7,"type":"is"}]}"#,
    },
    Case {
        format: "label-studio",
        ending: "json",
        head: r#"[{"data":{"text":"Ada met Charles."},"annotations":[{"result":[{"type":"relation","from_id":"7","to_id":"99"},{"type":"relation","from_id":"7","to_id":"7"},"#,
        mention: r#"{"id":"$i","from_name":"label","to_name":"text","type":"labels","value":{"start":$s,"end":$e,"labels":["$l"]}}"#,
        between: ",",
        tail: "]}]}]",
    },
    Case {
        format: "gate",
        ending: "bdocjs",
        head: r#"{"text":"Ada met Charles.","offset_type":"p","annotation_sets":{"":{"annotations":["#,
        mention: r#"{"type":"$l","start":$s,"end":$e,"id":$i,"features":{}}"#,
        between: ",",
        tail: "]}}}",
    },
    Case {
        format: "pubannotation",
        ending: "json",
        head: r#"{"text":"Ada met Charles.","relations":[{"id":"R1","pred":"p","subj":"7","obj":"99"}],"denotations":["#,
        mention: r#"{"id":"$i","span":{"begin":$s,"end":$e},"obj":"$l"}"#,
        between: ",",
        tail: "]}",
    },
    Case {
        format: "ner-annotator",
        ending: "json",
        head: r#"{"classes":["P"],"annotations":[["Ada met Charles.",{"entities":["#,
        mention: r#"[$s,$e,"$l"]"#,
        between: ",",
        tail: "]}]]}",
    },
    Case {
        format: "csv",
        ending: "csv",
        head: "start,end,label,id,document\n",
        mention: "$s,$e,$l,$i,a.txt",
        between: "\n",
        tail: "\n",
    },
    Case {
        format: "tsv",
        ending: "tsv",
        head: "start\tend\tlabel\tid\tdocument\n",
        mention: "$s\t$e\t$l\t$i\ta.txt",
        between: "\n",
        tail: "\n",
    },
    Case {
        format: "uima",
        ending: "xmi",
        head: r#"<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ada met Charles."/>"#,
        mention: r#"<ner:NamedEntity xmi:id="$i" sofa="1" begin="$s" end="$e" value="$l"/>"#,
        between: "",
        tail: "</xmi:XMI>",
    },
    Case {
        format: "medtator",
        ending: "xml",
        head: "<T>\n<TEXT>Ada met Charles.</TEXT>\n<TAGS>\n",
        mention: r#"<$l id="$i" spans="$s~$e" text="$q"/>"#,
        between: "\n",
        tail: "\n</TAGS>\n</T>",
    },
];

/// A mention as a file has it.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) id: &'a str,
    pub(crate) start: &'a str,
    pub(crate) end: &'a str,
    pub(crate) label: &'a str,
    pub(crate) quote: &'a str,
}

pub(crate) const ADA: Given<'static> = Given {
    id: "7",
    start: "0",
    end: "3",
    label: "P",
    quote: "Ada",
};

pub(crate) const CHARLES: Given<'static> = Given {
    id: "8",
    start: "8",
    end: "15",
    label: "P",
    quote: "Charles",
};

impl Case {
    pub(crate) fn is_json(&self) -> bool {
        self.mention.starts_with(['{', '['])
    }

    pub(crate) fn file(&self, mentions: &[Given]) -> String {
        let write = |it: &Given| {
            let mention = self.mention.replace("$i", it.id).replace("$s", it.start);
            let mention = mention.replace("$e", it.end).replace("$q", it.quote);
            mention.replace("$l", it.label)
        };
        let mentions: Vec<String> = mentions.iter().map(write).collect();
        [self.head, &mentions.join(self.between), self.tail].concat()
    }

    /// Opens a file beside the text; why it is refused otherwise.
    pub(crate) fn open(&self, content: &str) -> Result<Opened, String> {
        open(&format!("a.{}", self.ending), content)
    }
}

/// Opens a file beside the text.
pub(crate) fn open(name: &str, content: &str) -> Result<Opened, String> {
    let text = ("a.txt".to_owned(), TEXT.to_owned());
    let files = [(name.to_owned(), content.to_owned()), text];
    let (_, opened) = open_all(&files, &[]).swap_remove(0);
    opened.map_err(|error| error.to_string())
}

/// Where a mention stands, and its label.
pub(crate) type Place = (usize, usize, String);

/// Returns the places of the mentions of a document.
pub(crate) fn places(document: &Document, opened: &Opened) -> Vec<Place> {
    let mentions = document.mentions().iter();
    let places = mentions.map(|it| {
        let (outer, label) = (it.spans.outer(), opened.project.labels.get(it.label));
        let label = label.expect("it is of the set").name.to_string();
        (outer.start(), outer.end(), label)
    });
    places.collect()
}
