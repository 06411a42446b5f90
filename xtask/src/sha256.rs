//! SHA-256 (FIPS 180-4), for checksums of files in the tree. Not for anything secret.

/// The digest of the bytes, in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut state = first_bits(&PRIMES[..8], square_root_fraction);
    let constants = first_bits(&PRIMES, cube_root_fraction);
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    let bits = u64::try_from(bytes.len()).unwrap_or(u64::MAX).wrapping_mul(8);
    message.extend_from_slice(&bits.to_be_bytes());
    for block in message.chunks_exact(64) {
        compress(&mut state, block, &constants);
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}

const PRIMES: [u32; 64] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193,
    197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307,
    311,
];

fn first_bits(primes: &[u32], fraction: impl Fn(u32) -> u32) -> Vec<u32> {
    primes.iter().map(|prime| fraction(*prime)).collect()
}

/// The first 32 bits of the fraction of the square root: the standard's start values.
fn square_root_fraction(n: u32) -> u32 {
    root_fraction(u128::from(n) << 64, |root| root * root)
}

/// The first 32 bits of the fraction of the cube root: the standard's round constants.
fn cube_root_fraction(n: u32) -> u32 {
    root_fraction(u128::from(n) << 96, |root| root * root * root)
}

/// Binary search for the whole root of `target`; its low 32 bits are the fraction asked for.
fn root_fraction(target: u128, power: impl Fn(u128) -> u128) -> u32 {
    let (mut low, mut high) = (0_u128, 1 << 38);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if power(middle) <= target { low = middle } else { high = middle }
    }
    u32::try_from(low & 0xFFFF_FFFF).unwrap_or(0)
}

fn compress(state: &mut [u32], block: &[u8], constants: &[u32]) {
    let mut w: Vec<u32> =
        block.chunks_exact(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect();
    for i in 16..64 {
        let (a, b) = (w[i - 15], w[i - 2]);
        let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
        let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
        w.push(w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1));
    }
    let mut v = state.to_vec();
    for i in 0..64 {
        let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
        let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
        let one = v[7]
            .wrapping_add(s1)
            .wrapping_add(choice)
            .wrapping_add(constants[i])
            .wrapping_add(w[i]);
        let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
        let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        let two = s0.wrapping_add(majority);
        v.rotate_right(1);
        v[4] = v[4].wrapping_add(one);
        v[0] = one.wrapping_add(two);
    }
    for (word, more) in state.iter_mut().zip(v) {
        *word = word.wrapping_add(more);
    }
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn published_vectors_hold() {
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(
            hex(b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
    }
}
