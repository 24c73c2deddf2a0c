import Market
import Platform

extension CalendarFile {
    /// Reads JSON text.
    ///
    /// - Parameter name: The file's name for error messages.
    /// - Throws: ``CalendarFileError`` of kind `malformed` or `invalidValue`, with the place: `days[12].kind`.
    package init(_ bytes: [UInt8], named name: String) throws(CalendarFileError) {
        let place = Place(name)
        let raw: RawCalendar
        do {
            // The decoder does not say where a text stops being JSON; the configuration's reader does.
            _ = try JSONConfigReader.read(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw CalendarFileError(.malformed, "\(name):\(error)")
        }
        do {
            raw = try JSON.decoded(Strict<RawCalendar>.self, from: bytes).value
        } catch {
            throw place.malformed(error)
        }
        guard raw.format == 1 else {
            throw place["format"].invalid("\(raw.format)", expecting: "1, the only format so far")
        }
        let profiles = SessionProfiles(
            dated: try Self.profiles(raw.profiles, place["profiles"]),
            classic: try Self.profiles(raw.classic, place["classic"])
        )
        guard profiles.missing.isEmpty else {
            let names = profiles.missing.map(\.rawValue).joined(separator: ", ")
            throw CalendarFileError(.invalidValue, "\(name): profiles, classic: both need an entry for \(names)")
        }
        self.init(
            revised: try place["revised"].date(raw.revised),
            pin: raw.pin == nil ? nil : try place["pin"].pin(raw.pin ?? ""),
            profiles: profiles,
            days: try Self.days(raw.days, place)
        )
    }

    private static func days(_ raw: [Strict<RawDay>], _ file: Place) throws(CalendarFileError) -> [Day] {
        var seen: [String: Int] = [:]
        var days: [Day] = []
        days.reserveCapacity(raw.count)
        for (index, entry) in raw.enumerated() {
            let day = try Self.day(entry.value, file["days", index])
            if let first = seen.updateValue(index, forKey: "\(day.market) \(day.date)") {
                throw CalendarFileError(
                    .invalidValue,
                    "\(file["days", index]): \(day.market) \(day.date) already stands in days[\(first)]"
                )
            }
            days.append(day)
        }
        return days
    }

    private static func day(_ raw: RawDay, _ place: Place) throws(CalendarFileError) -> Day {
        let date = try place["date"].date(raw.date)
        let kind = try place["kind"].kind(raw.kind)
        var sessions: [TradingSession]?
        if let list = raw.sessions { sessions = try Self.sessions(list, place["sessions"]) }
        if kind == .closed, sessions?.isEmpty == false {
            throw CalendarFileError(.invalidValue, "\(place["sessions"]): a closed day has none")
        }
        var tradeDate: CivilDate?
        if let text = raw.tradeDate {
            let given = try place["tradeDate"].date(text)
            guard given >= date else {
                throw place["tradeDate"].invalid(text, expecting: "the date itself or a later one")
            }
            tradeDate = given
        }
        return Day(
            market: try place["market"].market(raw.market),
            date: date,
            kind: kind,
            sessions: sessions,
            tradeDate: tradeDate,
            isConfirmed: raw.confirmed ?? true,
            source: raw.source ?? "",
            note: raw.note ?? ""
        )
    }

    private static func profiles(
        _ raw: [Strict<RawProfile>],
        _ place: Place
    ) throws(CalendarFileError) -> [SessionProfile] {
        var profiles: [SessionProfile] = []
        for (index, entry) in raw.enumerated() {
            let here = place[index]
            profiles.append(
                SessionProfile(
                    market: try here["market"].market(entry.value.market),
                    effectiveFrom: try here["from"].date(entry.value.from),
                    sessions: try sessions(entry.value.sessions, here["sessions"]),
                    weekendSessions: try sessions(entry.value.weekend ?? [], here["weekend"]),
                    slotEdges: try edges(entry.value.slots ?? [:], here["slots"]),
                    note: entry.value.note ?? ""
                )
            )
        }
        return profiles
    }

    private static func sessions(
        _ raw: [Strict<RawSession>],
        _ place: Place
    ) throws(CalendarFileError) -> [TradingSession] {
        var sessions: [TradingSession] = []
        for (index, entry) in raw.enumerated() {
            let here = place[index]
            let open = try here["open"].time(entry.value.open)
            let close = try here["close"].time(entry.value.close)
            let name = try here["name"].sessionName(entry.value.name)
            guard let session = TradingSession(name: name, open: open, close: close) else {
                throw here["close"].invalid(entry.value.close, expecting: "a time after the open, \(entry.value.open)")
            }
            sessions.append(session)
        }
        guard TradingSession.areOrdered(sessions) else {
            throw CalendarFileError(.invalidValue, "\(place): sessions must follow each other without overlap")
        }
        return sessions
    }

    /// Read in the order of the enums, since a dictionary has none.
    private static func edges(
        _ raw: [String: [String: Strict<RawEdge>]],
        _ place: Place
    ) throws(CalendarFileError) -> [SlotEdge] {
        for endpoint in raw.keys.sorted() {
            _ = try place[endpoint].endpoint(endpoint)
            for session in raw[endpoint, default: [:]].keys.sorted() {
                _ = try place[endpoint][session].sessionName(session)
            }
        }
        var edges: [SlotEdge] = []
        for endpoint in Endpoint.allCases {
            for session in TradingSession.Name.allCases {
                guard let edge = raw[endpoint.rawValue]?[session.rawValue]?.value else { continue }
                let here = place[endpoint.rawValue][session.rawValue]
                var slotEdge = SlotEdge(endpoint, session)
                if let first = edge.first { slotEdge.first = try here["first"].time(first) }
                if let last = edge.last { slotEdge.last = try here["last"].time(last) }
                edges.append(slotEdge)
            }
        }
        return edges
    }
}
