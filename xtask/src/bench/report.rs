//! What was measured, as a table of ratios.

use serde_json::Value;

use super::CELLS;

/// What is compared: a measure in ms, the page that it is compared with, and the ratio that is wanted in each cell.
struct Row {
    about: &'static str,
    measure: &'static str,
    floor: &'static str,
    wanted: [f64; CELLS.len()],
}

const ROWS: [Row; 4] = [
    Row {
        about: "first start",
        measure: "coldCpu",
        floor: "floor",
        wanted: [2.0, 1.5, 1.2, 0.9, 0.9],
    },
    Row {
        about: "bulk load of mentions",
        measure: "bulkCpu",
        floor: "floor",
        wanted: [2.0, 1.5, 1.0, 1.0, 0.7],
    },
    Row {
        about: "add one by drag and key",
        measure: "addCpu",
        floor: "floor-lazy",
        wanted: [3.0, 2.0, 1.2, 1.2, 1.2],
    },
    Row {
        about: "delete one",
        measure: "delCpu",
        floor: "floor-lazy",
        wanted: [3.0, 2.0, 1.2, 1.2, 1.2],
    },
];

/// The cell whose memory is told.
const MEMORY: &str = "1m/10000";

/// Writes the table of the cells that are shown, by their places, and what else was measured of them.
///
/// What misses what is wanted is marked, and where nothing was measured there is a dash.
pub(super) fn write(results: &Value, is_shown: impl Fn(usize) -> bool) -> String {
    let shown: Vec<usize> = (0..CELLS.len()).filter(|n| is_shown(*n)).collect();
    let line = |head: &str, cell: &dyn Fn(usize) -> String| {
        let cells = shown.iter().map(|n| format!(" {} |", cell(*n)));
        format!("| {head} |{}\n", String::from_iter(cells))
    };
    let mut table = line("characters / mentions", &|n| CELLS[n].title.to_owned());
    table += &format!("|---|{}\n", "--:|".repeat(shown.len()));
    for row in &ROWS {
        let of = |page, n: usize| median(results, page, CELLS[n].key, row.measure);
        table += &line(&format!("{}, CPU ms", row.about), &|n| {
            of("app", n).map_or_else(dash, in_ms)
        });
        table += &line(&format!("to `{}` (wanted)", row.floor), &|n| {
            let ratio = of("app", n)
                .zip(of(row.floor, n))
                .map(|(it, floor)| it / floor);
            ratio.map_or_else(dash, |it| compared(it, row.wanted[n]))
        });
    }
    for n in shown {
        table += &scrolling(results, n).unwrap_or_default();
        if CELLS[n].key == MEMORY {
            table += &memory(results, n).unwrap_or_default();
        }
    }
    table
}

fn scrolling(results: &Value, n: usize) -> Option<String> {
    let of = |measure| median(results, "app", CELLS[n].key, measure);
    let (late, longest) = (of("scrollOver33")?, of("scrollWorst")?);
    let title = CELLS[n].title;
    Some(format!(
        "\nScrolling {title} from top to bottom: {late:.0} frames over 33 ms, longest {longest:.0} ms.\n"
    ))
}

fn memory(results: &Value, n: usize) -> Option<String> {
    let above = |measure| {
        let of = |page| median(results, page, CELLS[n].key, measure);
        Some(of("app")? - of("floor")?)
    };
    let (heap, process) = (above("heap")?, above("pss")?);
    let title = CELLS[n].title;
    Some(format!(
        "\nMemory at {title} above that of `floor`: {heap:.1} MB of JavaScript, {process:.0} MB of the page's process.\n"
    ))
}

/// Returns the median of what was measured of a page in a cell.
fn median(results: &Value, page: &str, cell: &str, measure: &str) -> Option<f64> {
    let values = results["results"][page]["cells"][cell][measure].as_array()?;
    let mut values: Vec<f64> = values.iter().filter_map(Value::as_f64).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let is_odd = values.len() % 2 == 1;
    Some(if is_odd {
        upper
    } else {
        (values[middle - 1] + upper) / 2.0
    })
}

fn in_ms(ms: f64) -> String {
    if ms < 9.95 {
        format!("{ms:.1}")
    } else {
        format!("{ms:.0}")
    }
}

/// A ratio beside the one that is wanted, both as they are shown: what rounds to it does not miss it.
fn compared(ratio: f64, wanted: f64) -> String {
    let is_missed = (ratio * 10.0).round() > (wanted * 10.0).round();
    let mark = if is_missed { "**" } else { "" };
    format!("{mark}{ratio:.1}{mark} ({wanted:.1})")
}

fn dash() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::write;

    #[test]
    fn medians_stand_beside_what_is_wanted_and_what_is_missed_is_marked() {
        let app = json!({
            "coldCpu": [300, 100, 120], "bulkCpu": [61, 60], "addCpu": [12.04], "delCpu": [8.3],
            "scrollOver33": [2], "scrollWorst": [64.6], "heap": [9], "pss": [130],
        });
        let floor = json!({ "coldCpu": [60], "bulkCpu": [61], "heap": [3.25], "pss": [88] });
        let lazy = json!({ "addCpu": [10], "delCpu": [] });
        let results = json!({ "results": {
            "app": { "cells": { "1m/10000": app } },
            "floor": { "cells": { "1m/10000": floor } },
            "floor-lazy": { "cells": { "1m/10000": lazy } },
        } });
        let expected = "
| characters / mentions | 1 MB / 10,000 | 1 MB / 50,000 |
|---|--:|--:|
| first start, CPU ms | 120 | – |
| to `floor` (wanted) | **2.0** (0.9) | – |
| bulk load of mentions, CPU ms | 60 | – |
| to `floor` (wanted) | 1.0 (1.0) | – |
| add one by drag and key, CPU ms | 12 | – |
| to `floor-lazy` (wanted) | 1.2 (1.2) | – |
| delete one, CPU ms | 8.3 | – |
| to `floor-lazy` (wanted) | – | – |

Scrolling 1 MB / 10,000 from top to bottom: 2 frames over 33 ms, longest 65 ms.

Memory at 1 MB / 10,000 above that of `floor`: 5.8 MB of JavaScript, 42 MB of the page's process.
";
        assert_eq!(format!("\n{}", write(&results, |n| n > 2)), expected);
    }
}
