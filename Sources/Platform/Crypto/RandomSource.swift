import Glibc

/// Where unpredictable bytes come from; a replay passes predictable ones.
package struct RandomSource: Sendable {
    private let make: @Sendable (Int) throws -> [UInt8]

    package init(_ make: @escaping @Sendable (Int) throws -> [UInt8]) {
        self.make = make
    }

    /// The system's cryptographic generator.
    package static let system = RandomSource { try SystemRandom.bytes($0) }

    /// The same bytes in every run, for replays and tests (SplitMix64, public domain).
    package static func replay(seed: UInt64) -> RandomSource {
        let state = Lock(seed)
        return RandomSource { count in
            state.withLock { state in
                (0..<count).map { _ in
                    state &+= 0x9E37_79B9_7F4A_7C15
                    var word = state
                    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
                    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
                    return UInt8(truncatingIfNeeded: word ^ (word >> 31))
                }
            }
        }
    }

    /// So many bytes.
    ///
    /// - Throws: ``FernetError`` of kind `library` when the system has none.
    package func bytes(_ count: Int) throws -> [UInt8] {
        try make(count)
    }

    /// 16 hexadecimal digits: what names a thing that nobody may guess (64 bits).
    package func nonce() throws -> String {
        try bytes(8).hexadecimal
    }
}

/// The kernel's cryptographic generator.
///
/// Asked directly: OpenSSL's own generator is seeded from it and takes three times as long for the 16 bytes of an IV.
enum SystemRandom {
    static func bytes(_ count: Int) throws(FernetError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let code = bytes.withUnsafeMutableBytes { bytes in
            var code: Int32 = 0
            var start = 0
            while code == 0, start < bytes.count {
                let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<min(start + largest, bytes.count)])
                if let address = part.baseAddress { code = getentropy(address, part.count) }
                start += part.count
            }
            return code == 0 ? 0 : errno
        }
        guard code == 0 else { throw FernetError(.library, "the system has no random bytes: error \(code)") }
        return bytes
    }

    /// What one call may ask for (getentropy(3)).
    private static let largest = 256
}
