/// A stream of chance that begins at a `StableHash`: for figures that need many numbers of one row.
///
/// The same SplitMix64 step as the hash (Steele, Lea, Flood 2014), so a stream costs one multiplication round a number.
struct Chance {
    private var state: UInt64

    init(_ hash: StableHash) {
        state = hash.value
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Uniform in 0 ..< 1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Uniform in the range.
    mutating func within(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + unit() * (range.upperBound - range.lowerBound)
    }

    /// Uniform in the range of whole numbers.
    mutating func whole(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % (UInt64(range.upperBound - range.lowerBound) + 1))
    }

    /// Nearly normal with mean 0 and deviation 1: four uniform numbers of 16 bits out of one draw.
    mutating func bell() -> Double {
        let bits = next()
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        // Four uniforms on 0 ... 1 have mean 2 and deviation 1/√3.
        return (Double(sum) / 65_536 - 2) * 1.732_050_8
    }
}
