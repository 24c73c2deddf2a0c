/// Order names that come out the same in every run (SplitMix64, public domain): what a replay uses in place of random ones.
package struct OrderIDSequence: Sendable {
    private struct Generator: RandomNumberGenerator, Sendable {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    private var generator: Generator

    /// - Parameter seed: of a live run a random number, so that no two runs share a name.
    package init(seed: UInt64) {
        generator = Generator(state: seed)
    }

    package mutating func next() -> OrderID {
        OrderID(from: &generator)
    }
}
