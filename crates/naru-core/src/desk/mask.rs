//! Masking of names and account numbers: enough to recognise what one knows, too little to learn.

/// 김*연, 김*, *.
pub fn name(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [_] => "*".to_owned(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

/// 901-****-**0123: the first three digits, which name the bank's branch or product, and the last
/// four. Of a short number only the last two.
pub fn account(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    let hidden = |n: usize| "*".repeat(n);
    match digits.len() {
        0 => String::new(),
        1..=3 => hidden(digits.len()),
        n @ 4..=8 => format!("{}{}", hidden(n - 2), tail(&digits, 2)),
        n => {
            let head: String = digits.iter().take(3).collect();
            format!("{head}-{}-{}", hidden(n - 7), tail(&digits, 4))
        }
    }
}

/// 010-****-4821: the network and the last four.
pub fn phone(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0..=7 => "*".repeat(digits.len()),
        n => {
            let head: String = digits.iter().take(3).collect();
            format!("{head}-{}-{}", "*".repeat(n - 7), tail(&digits, 4))
        }
    }
}

fn tail(digits: &[char], n: usize) -> String {
    digits.iter().skip(digits.len() - n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_ends_and_accounts_their_tail() {
        for (plain, masked) in
            [("김하연", "김*연"), ("김연", "김*"), ("연", "*"), ("남궁하연", "남**연"), ("", "")]
        {
            assert_eq!(name(plain), masked);
        }
        let table = [("9010100004821", "901-******-4821"), ("12345678", "******78"), ("12", "**")];
        for (plain, masked) in table {
            assert_eq!(account(plain), masked);
        }
        for (plain, masked) in [("01012344821", "010-****-4821"), ("0212345", "*******"), ("", "")]
        {
            assert_eq!(phone(plain), masked);
        }
    }
}
