package import Market

extension MarketClock {
    /// How many seconds of this clock pass in one of real time, and at least 1.
    ///
    /// What takes real time whatever the clock shows (people, processes, the network) is given so much more of this clock's.
    /// A clock that is slower than real time, or stands, gives nobody less.
    package var speedUp: Double { (self as? ScaledClock)?.anchor.speedUp ?? 1 }
}

extension ScaledClock.Anchor {
    /// See `MarketClock.speedUp`.
    package var speedUp: Double { max(1, speed) }
}
