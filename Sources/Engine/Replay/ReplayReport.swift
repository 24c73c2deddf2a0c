package import Market
package import Platform

/// What came of the replay of a day.
package struct ReplayReport: Hashable, Sendable {
    /// Where a replay says another thing than the engine did.
    package struct Difference: Hashable, Sendable {
        package let time: Timestamp
        /// Nil where no instrument is meant.
        package let instrument: String?
        /// What the engine wrote; nil where it wrote nothing.
        package let live: String?
        /// What the replay wrote.
        package let replayed: String?
    }

    package let date: CivilDate
    package var sessions = 0
    /// Books, trades and all else that was taken in.
    package var events = 0
    /// Records of the journal that agree.
    package var records = 0
    package var decisions = 0
    package var orders = 0
    package var fills = 0
    /// Comparisons of positions and money that agree.
    package var figures = 0
    package var first: Difference?
    /// Lines that differ; after the first one most of a day may.
    package var differences = 0
    /// Bytes of a recording that was cut by the end of its process.
    package var torn = 0

    package init(of date: CivilDate) {
        self.date = date
    }

    package var agrees: Bool { differences == 0 }

    package var json: JSON {
        .present([
            "date": .string("\(date)"), "agrees": .bool(agrees), "sessions": .int(Int64(sessions)),
            "events": .int(Int64(events)), "records": .int(Int64(records)), "decisions": .int(Int64(decisions)),
            "orders": .int(Int64(orders)), "fills": .int(Int64(fills)), "figures": .int(Int64(figures)),
            "torn_bytes": .int(Int64(torn)), "differences": .int(Int64(differences)), "first": first?.json,
        ])
    }
}

extension ReplayReport.Difference {
    /// `14:03:21, SBER`, in Moscow's time.
    package var place: String {
        let time = MoscowTime.text(time)
        return instrument.map { "\(time), \($0)" } ?? time
    }

    /// The same without the date.
    var shortPlace: String {
        let time = "\(MoscowTime.text(time).suffix(8))"
        return instrument.map { "\(time), \($0)" } ?? time
    }

    var json: JSON {
        .present([
            "time": .string(RFC3339.text(time)), "instrument": instrument.map { .string($0) },
            "live": live.map { .string($0) }, "replayed": replayed.map { .string($0) },
        ])
    }
}
