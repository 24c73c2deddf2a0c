package import Market
import Platform

/// The content of `trading_calendar.json`: session profiles and the special days of all markets.
///
/// Two uses: the bundled layer that ships with Mayak, and the form in which the effective calendar is exported. A date
/// that the file does not name follows the weekday rule.
package struct CalendarFile: Hashable, Sendable {
    /// One date of one market.
    package struct Day: Hashable, Sendable {
        package var market: AlgoPackSegment
        package var date: CivilDate
        package var kind: DayKind
        /// nil: those of the profile in force.
        package var sessions: [TradingSession]?
        package var tradeDate: CivilDate?
        package var isConfirmed: Bool
        /// Where the statement comes from; becomes its author.
        package var source: String
        package var note: String

        package init(
            market: AlgoPackSegment,
            date: CivilDate,
            kind: DayKind,
            sessions: [TradingSession]? = nil,
            tradeDate: CivilDate? = nil,
            isConfirmed: Bool = true,
            source: String,
            note: String = ""
        ) {
            self.market = market
            self.date = date
            self.kind = kind
            self.sessions = sessions
            self.tradeDate = tradeDate
            self.isConfirmed = isConfirmed
            self.source = source
            self.note = note
        }
    }

    /// The usual name of the file, at the top of a checkout and beside the binary's configuration.
    package static let defaultName = "trading_calendar.json"

    /// A file of four years is about 100 kB.
    package static let sizeLimit = 8 << 20

    /// When the facts were last looked over; the instant at which its statements count as said.
    package var revised: CivilDate
    package var pin: ProfilePin?
    package var profiles: SessionProfiles
    /// Ordered by date, then market; a pair occurs once.
    package private(set) var days: [Day]

    package init(revised: CivilDate, pin: ProfilePin? = nil, profiles: SessionProfiles, days: [Day]) {
        self.revised = revised
        self.pin = pin
        self.profiles = profiles
        self.days = days.sorted { ($0.date, $0.market) < ($1.date, $1.market) }
    }

    /// Reads a file.
    ///
    /// - Throws: ``CalendarFileError`` naming the file and the place in it.
    package static func load(_ path: String) throws(CalendarFileError) -> CalendarFile {
        try CalendarFile(try bytes(path), named: path)
    }

    /// - Throws: ``CalendarFileError`` of kind `unreadable`.
    package static func bytes(_ path: String) throws(CalendarFileError) -> [UInt8] {
        do {
            return try FileBytes.read(path, limit: sizeLimit)
        } catch {
            throw CalendarFileError(.unreadable, error.detail)
        }
    }

    /// What the file says, as statements of the bundled layer.
    ///
    /// They are the same at every start, so replacing the layer by them changes nothing unless the file changed.
    package var statements: [CalendarStatement] {
        let saidAt = MoscowTime.instant(revised, .midnight)
        return days.map { day in
            CalendarStatement(
                market: day.market,
                date: day.date,
                layer: .bundled,
                kind: day.kind,
                sessions: day.sessions,
                tradeDate: day.tradeDate,
                isConfirmed: day.isConfirmed,
                author: day.source.isEmpty ? Self.defaultName : day.source,
                note: day.note,
                saidAt: saidAt
            )
        }
    }

    /// The calendar that the file gives on its own.
    package var calendar: TradingCalendar {
        TradingCalendar(profiles: profiles, statements: statements, pin: pin)
    }
}

/// Why a calendar file, or the facts it is made from, cannot be used.
package struct CalendarFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The file cannot be opened or is too large.
        case unreadable
        /// Not JSON, or not of the expected shape.
        case malformed
        /// Well formed, but a value is not allowed.
        case invalidValue
    }

    package let kind: Kind
    /// `trading_calendar.json: days[12].kind: …`: file, place, what is wrong and what is allowed.
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
