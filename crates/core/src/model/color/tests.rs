//! Measures the palette.
//!
//! Colors are compared in [OKLab](https://bottosson.github.io/posts/oklab/), where 0.02 is a difference that can just
//! be seen. Missing cones are simulated by the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based
//! Model for Simulation of Color Vision Deficiency" (2009), at full severity.

use super::{Color, PALETTE};

type Vector = [f64; 3];
type Matrix = [Vector; 3];

const TO_LMS: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const TO_LAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const FROM_LAB: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const FROM_LMS: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];
const WITHOUT_A_CONE: [(&str, Matrix); 3] = [
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];
/// What labels stand on in the light and in the dark theme: paper and sheet, as in `styles/tokens.css`.
const GROUNDS: [[&str; 2]; 2] = [["#fbfaf7", "#ffffff"], ["#16181c", "#1c1f24"]];

fn times(matrix: &Matrix, vector: Vector) -> Vector {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// Returns a color in linear light, 0..=1.
fn linear(color: Color) -> Vector {
    [color.red, color.green, color.blue].map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn oklab(linear: Vector) -> Vector {
    times(&TO_LAB, times(&TO_LMS, linear).map(f64::cbrt))
}

/// Returns what a screen shows of a color in OKLab, in linear light.
fn shown(lab: Vector) -> Vector {
    let lms = times(&FROM_LAB, lab).map(|it| it.powi(3));
    times(&FROM_LMS, lms).map(|it| it.clamp(0.0, 1.0))
}

/// Returns a label's color as each theme draws it.
fn themed(color: Color) -> [Vector; 2] {
    assert_eq!(
        Color::LIGHTNESS,
        ["min(l, 0.64)", "clamp(0.6, l + 0.2, 0.9)"]
    );
    let [l, a, b] = oklab(linear(color));
    let [light, dark] = [l.min(0.64), (l + 0.2).clamp(0.6, 0.9)];
    [shown([light, a, b]), shown([dark, a, b])]
}

/// Returns the least distance between any two of the first `n` colors, in either theme.
fn least_distance(n: usize, vision: Option<&Matrix>) -> f64 {
    let seen = |color: Color| {
        themed(color).map(|linear| {
            let seen = vision.map_or(linear, |it| times(it, linear).map(|it| it.clamp(0.0, 1.0)));
            oklab(seen)
        })
    };
    let colors: Vec<_> = PALETTE[..n].iter().map(|&it| seen(it)).collect();
    let mut least = f64::INFINITY;
    for (idx, a) in colors.iter().enumerate() {
        for b in &colors[..idx] {
            for (a, b) in a.iter().zip(b) {
                let squares = a.iter().zip(b).map(|(a, b)| (a - b).powi(2));
                least = least.min(squares.sum::<f64>().sqrt());
            }
        }
    }
    least
}

/// Returns the contrast of WCAG 2: 1 to 21.
fn contrast(a: Vector, b: Vector) -> f64 {
    let luminance = |it: Vector| 0.2126 * it[0] + 0.7152 * it[1] + 0.0722 * it[2];
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn twenty_four_colors_are_apart_in_both_themes_for_all_who_see() {
    for (n, least) in [(8, 0.12), (24, 0.09)] {
        let found = least_distance(n, None);
        assert!(found >= least, "{n} colors are {found:.3} apart");
    }
    for (name, matrix) in WITHOUT_A_CONE {
        for (n, least) in [(8, 0.054), (24, 0.042)] {
            let found = least_distance(n, Some(&matrix));
            assert!(found >= least, "{name}: {n} colors are {found:.3} apart");
        }
    }
}

/// Asserts that colors have at least a contrast to what labels stand on, in both themes.
#[track_caller]
fn check_contrast(colors: impl Iterator<Item = Color>, least: f64) {
    for color in colors {
        for (drawn, grounds) in themed(color).into_iter().zip(GROUNDS) {
            for ground in grounds {
                let found = contrast(drawn, linear(ground.parse().unwrap()));
                assert!(found >= least, "{color} on {ground}: {found:.2}");
            }
        }
    }
}

#[test]
fn the_colors_have_the_contrast_that_lines_need() {
    check_contrast(PALETTE.into_iter(), 3.0);
}

#[test]
fn any_color_that_a_person_chooses_can_be_seen() {
    let steps = || (0..=255).step_by(51);
    let reds = steps().flat_map(|r| steps().map(move |g| (r, g)));
    let all = reds.flat_map(|(r, g)| steps().map(move |b| Color::new(r, g, b)));
    check_contrast(all, 2.7);
}

#[test]
fn the_next_color_is_one_that_no_label_has() {
    let mut used = Vec::new();
    for _ in 0..2 {
        for color in PALETTE {
            let next = Color::unused(used.iter().copied());
            assert_eq!(next, color);
            used.push(next);
        }
    }
    assert_eq!(
        Color::unused(
            PALETTE[..5]
                .iter()
                .copied()
                .chain(PALETTE[6..].iter().copied())
        ),
        PALETTE[5]
    );
    assert_eq!(Color::unused([Color::new(1, 2, 3)].into_iter()), PALETTE[0]);
}
