import Platform

/// A stateless source of chance: the same words always give the same number, whatever was asked before.
///
/// The mixing step is SplitMix64 (Steele, Lea, Flood 2014). Nothing here depends on Swift's seeded hashing.
struct StableHash {
    private(set) var value: UInt64

    init(_ seed: UInt64) {
        value = Self.mix(seed)
    }

    func with(_ number: UInt64) -> StableHash {
        var copy = self
        copy.value = Self.mix(value ^ (number &* 0x9E37_79B9_7F4A_7C15 &+ 0x632B_E59B_D9B4_E019))
        return copy
    }

    func with(_ number: Int) -> StableHash {
        with(UInt64(bitPattern: Int64(number)))
    }

    func with(_ text: String) -> StableHash {
        with(FNV1a.hash(text))
    }

    /// Uniform in 0 ..< 1.
    var unit: Double {
        Double(value >> 11) * 0x1p-53
    }

    /// Uniform in the range.
    func within(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + unit * (range.upperBound - range.lowerBound)
    }

    /// Uniform in the range of whole numbers.
    func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(value % UInt64(range.count))
    }

    private static func mix(_ number: UInt64) -> UInt64 {
        var value = number &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
