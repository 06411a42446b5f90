//! Numbers of the CVSS 4.0 specification (section 8): the score of each macrovector, the gravest
//! vectors in it, and how deep it is. CVSS is owned and managed by FIRST.Org, Inc.

/// No such macrovector.
pub(super) const NONE: u8 = u8::MAX;

/// Scores in tenths: a row for the levels of EQ1 to EQ4, in it EQ5 and EQ6 (`eq5 * 2 + eq6`).
pub(super) static SCORES: [[u8; 6]; 54] = [
    [100, 99, 98, 95, 95, 92],      // 0000
    [100, 96, 93, 87, 91, 81],      // 0001
    [93, 90, 89, 80, 81, 68],       // 0002
    [98, 95, 95, 92, 90, 84],       // 0010
    [93, 92, 89, 81, 81, 65],       // 0011
    [88, 80, 78, 70, 69, 48],       // 0012
    [NONE, 92, NONE, 82, NONE, 72], // 0020
    [NONE, 79, NONE, 69, NONE, 50], // 0021
    [NONE, 69, NONE, 55, NONE, 27], // 0022
    [99, 97, 95, 92, 92, 85],       // 0100
    [95, 91, 90, 83, 84, 71],       // 0101
    [92, 81, 82, 71, 72, 53],       // 0102
    [95, 93, 92, 85, 85, 73],       // 0110
    [92, 82, 80, 72, 70, 59],       // 0111
    [84, 70, 71, 52, 50, 30],       // 0112
    [NONE, 86, NONE, 75, NONE, 52], // 0120
    [NONE, 71, NONE, 52, NONE, 29], // 0121
    [NONE, 63, NONE, 29, NONE, 17], // 0122
    [98, 95, 94, 87, 91, 81],       // 1000
    [94, 89, 86, 74, 77, 64],       // 1001
    [87, 75, 74, 63, 63, 49],       // 1002
    [94, 89, 88, 77, 76, 67],       // 1010
    [86, 76, 74, 58, 59, 50],       // 1011
    [72, 57, 57, 52, 52, 25],       // 1012
    [NONE, 83, NONE, 70, NONE, 54], // 1020
    [NONE, 65, NONE, 58, NONE, 26], // 1021
    [NONE, 53, NONE, 21, NONE, 13], // 1022
    [95, 90, 88, 76, 76, 70],       // 1100
    [90, 77, 75, 62, 61, 53],       // 1101
    [77, 66, 68, 59, 52, 30],       // 1102
    [89, 78, 76, 67, 62, 58],       // 1110
    [74, 59, 57, 57, 47, 23],       // 1111
    [61, 52, 57, 29, 24, 16],       // 1112
    [NONE, 71, NONE, 59, NONE, 30], // 1120
    [NONE, 58, NONE, 26, NONE, 15], // 1121
    [NONE, 23, NONE, 13, NONE, 6],  // 1122
    [93, 87, 86, 72, 75, 58],       // 2000
    [86, 74, 74, 61, 56, 34],       // 2001
    [70, 54, 52, 40, 40, 22],       // 2002
    [85, 75, 74, 55, 62, 51],       // 2010
    [72, 57, 55, 41, 46, 19],       // 2011
    [53, 36, 34, 19, 19, 8],        // 2012
    [NONE, 64, NONE, 51, NONE, 20], // 2020
    [NONE, 47, NONE, 21, NONE, 11], // 2021
    [NONE, 24, NONE, 9, NONE, 4],   // 2022
    [88, 75, 73, 53, 60, 50],       // 2100
    [73, 55, 59, 40, 41, 20],       // 2101
    [54, 43, 45, 22, 20, 11],       // 2102
    [75, 55, 58, 45, 40, 21],       // 2110
    [61, 51, 48, 18, 20, 9],        // 2111
    [46, 18, 17, 7, 8, 2],          // 2112
    [NONE, 53, NONE, 24, NONE, 14], // 2120
    [NONE, 24, NONE, 12, NONE, 5],  // 2121
    [NONE, 10, NONE, 3, NONE, 1],   // 2122
];

/// The gravest vectors of EQ1, by its level: attack vector, privileges, user interaction.
pub(super) static GRAVEST_1: [&[[&str; 3]]; 3] = [
    &[["N", "N", "N"]],
    &[["A", "N", "N"], ["N", "L", "N"], ["N", "N", "P"]],
    &[["P", "N", "N"], ["A", "L", "P"]],
];
/// The gravest vectors of EQ2: complexity, requirements.
pub(super) static GRAVEST_2: [&[[&str; 2]]; 2] = [&[["L", "N"]], &[["H", "N"], ["L", "P"]]];
/// The gravest vectors of EQ3 and EQ6 together, by `eq3 * 2 + eq6`: VC, VI, VA, CR, IR, AR.
pub(super) static GRAVEST_36: [&[[&str; 6]]; 6] = [
    &[["H", "H", "H", "H", "H", "H"]],
    &[["H", "H", "L", "M", "M", "H"], ["H", "H", "H", "M", "M", "M"]],
    &[["L", "H", "H", "H", "H", "H"], ["H", "L", "H", "H", "H", "H"]],
    &[
        ["L", "H", "L", "H", "M", "H"],
        ["L", "H", "H", "H", "M", "M"],
        ["H", "L", "H", "M", "H", "M"],
        ["H", "L", "L", "M", "H", "H"],
        ["L", "L", "H", "H", "H", "M"],
    ],
    &[],
    &[["L", "L", "L", "H", "H", "H"]],
];
/// The gravest vectors of EQ4: SC, SI, SA.
pub(super) static GRAVEST_4: [&[[&str; 3]]; 3] =
    [&[["H", "S", "S"]], &[["H", "H", "H"]], &[["L", "L", "L"]]];

/// Depths, in steps.
pub(super) static DEPTH_1: [i64; 3] = [1, 4, 5];
/// Depths of EQ2.
pub(super) static DEPTH_2: [i64; 2] = [1, 2];
/// Depths of EQ3 and EQ6, by `eq3 * 2 + eq6`.
pub(super) static DEPTH_36: [i64; 6] = [7, 6, 8, 8, 0, 10];
/// Depths of EQ4.
pub(super) static DEPTH_4: [i64; 3] = [6, 5, 4];
