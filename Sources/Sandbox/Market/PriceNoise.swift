import Market

/// Where the price of an instrument stands at a minute: smooth noise of several periods around its base.
///
/// Stateless, so any slot can be generated alone and still joins its neighbours: one slot's close is near the next one's
/// open, and minute candles agree with the five-minute rows.
struct PriceNoise: Sendable {
    private let root: StableHash

    init(seed: UInt64) {
        root = StableHash(seed).with("price")
    }

    /// The price in units of the last digit.
    ///
    /// - Parameter minute: minutes since 1970-01-01 00:00 Moscow time.
    func ticks(_ instrument: Instrument, minute: Int) -> Int64 {
        let hash = root.with(instrument.hash)
        var sum = 0.0
        for (octave, (period, amplitude)) in Self.octaves.enumerated() {
            sum += amplitude * noise(hash.with(octave), at: Double(minute) / period)
        }
        let scaled = instrument.basePrice * (1 + sum) * Cell.powersOfTen[instrument.decimals]
        return max(1, Int64(scaled.rounded()))
    }

    /// A slow wave of its own for anything that is not a price, from -1 to 1.
    func drift(_ topic: String, _ hash: UInt64, minute: Int) -> Double {
        let root = root.with(topic).with(hash)
        return 0.7 * noise(root.with(0), at: Double(minute) / 9_000)
            + 0.3 * noise(root.with(1), at: Double(minute) / 240)
    }

    static func minute(_ date: CivilDate, _ time: TimeOfDay) -> Int {
        date.dayNumber * 1_440 + time.secondOfDay / 60
    }

    /// Minutes of a period and the largest move of it, as a share of the price: about 1.5 % a day and 0.04 % in five minutes,
    /// the medians of November 2023.
    private static let octaves: [(Double, Double)] = [
        (43_200, 0.10), (7_200, 0.03), (480, 0.012), (90, 0.003), (15, 0.0008), (3, 0.0003),
    ]

    /// Value noise, from -1 to 1.
    private func noise(_ hash: StableHash, at position: Double) -> Double {
        let cell = Int(position.rounded(.down))
        let part = position - Double(cell)
        let smooth = part * part * (3 - 2 * part)
        let left = hash.with(cell).unit
        let right = hash.with(cell + 1).unit
        return (left + (right - left) * smooth) * 2 - 1
    }
}
