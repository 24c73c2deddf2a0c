import Market

/// The volume-weighted average of typical prices since the first bar; none before there was volume.
package struct CumulativeVWAP: Indicator {
    private var turnover = 0.0
    private var volume = 0.0

    package init() {}

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        turnover += bar.typicalPrice * bar.volume
        volume += bar.volume
        return volume == 0 ? nil : turnover / volume
    }
}

/// ``CumulativeVWAP`` that begins anew on each day.
package struct SessionVWAP: Indicator {
    private var day: CivilDate?
    private var since = CumulativeVWAP()

    package init() {}

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        if bar.day != day {
            day = bar.day
            since = CumulativeVWAP()
        }
        return since.update(bar)
    }
}

/// The volume-weighted average of the typical prices of the last bars; none where they had no volume.
package struct RollingVWAP: Indicator {
    private var turnovers: RollingWindow
    private var volumes: RollingWindow
    private var turnover = 0.0
    private var volume = 0.0
    /// Bars of the window that have volume: what rounding leaves in the sums must not pass for some.
    private var traded = 0

    package init(period: Int) {
        turnovers = RollingWindow(period)
        volumes = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        let value = bar.typicalPrice * bar.volume
        let oldTurnover = turnovers.push(value)
        let oldVolume = volumes.push(bar.volume)
        if bar.volume != 0 { traded += 1 }
        if let oldVolume, oldVolume != 0 { traded -= 1 }
        if volumes.hasWrapped {
            // Summed afresh once in a window, so that rounding does not add up.
            turnover = turnovers.sumInTurn { $0 }
            volume = volumes.sumInTurn { $0 }
        } else {
            turnover += value - (oldTurnover ?? 0)
            volume += bar.volume - (oldVolume ?? 0)
        }
        guard volumes.isFull, traded > 0, volume != 0 else { return nil }
        return turnover / volume
    }
}
