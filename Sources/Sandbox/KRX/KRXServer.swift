import Market
import Platform

/// The embedded data.krx.co.kr: two statistics, for members only as the real one's are since 27 December 2025.
///
/// Everybody is a member: any account but one with an empty password is let in. Texts are as the real server writes them: commas
/// between thousands, `-` where it says nothing.
final class KRXServer: Sendable {
    private let market: KoreanMarket
    private let clock: any MarketClock
    private let board: Lock<FaultBoard>
    /// Sessions that were let in.
    private let members = Lock<Set<String>>([])

    init(market: KoreanMarket, clock: any MarketClock, board: Lock<FaultBoard>) {
        self.market = market
        self.clock = clock
        self.board = board
    }

    func respond(to request: WebRequest) async -> SandboxAnswer {
        let now = clock.now
        guard let fault = board.withLock({ $0.hit(.korea, at: now) }) else {
            return SandboxAnswer(response: answer(request))
        }
        return await FaultyAnswer(fault: fault, clock: clock).exchange { self.answer(request) }
    }

    /// The fields of a request, query and body together; the text is empty where one is missing.
    private struct Fields {
        private let values: [(name: String, value: String)]

        init(_ request: WebRequest) {
            // A body that cannot be read has no fields.
            values = (try? request.arguments())?.values ?? []
        }

        subscript(name: String) -> String { values.last { $0.name == name }?.value ?? "" }
    }

    private typealias Handler = @Sendable (KRXServer, WebRequest) -> WebResponse

    private static let routes = RouteTable<Handler>([
        .get("/contents/MDC/COMS/client/MDCCOMS001.cmd") { server, _ in server.signInPage() },
        .post("/contents/MDC/COMS/client/MDCCOMS001D1.cmd") { server, request in server.signIn(request) },
        .post("/comm/bldAttendant/getJsonData.cmd") { server, request in server.statistic(request) },
    ])

    private func answer(_ request: WebRequest) -> WebResponse {
        guard case .found(let handler, _) = Self.routes.match(request.method, request.path) else {
            return .html("<html><body>404</body></html>\n", status: 404)
        }
        return handler(self, request)
    }

    private func signInPage() -> WebResponse {
        let session = "mayak\(clock.now.nanoseconds)"
        return .html("<html></html>\n", headers: [("Set-Cookie", "JSESSIONID=\(session); Path=/; HttpOnly")])
    }

    private func signIn(_ request: WebRequest) -> WebResponse {
        let fields = Fields(request)
        guard !fields["mbrId"].isEmpty, !fields["pw"].isEmpty, let session = Self.session(of: request) else {
            return .json(["_error_code": "CD003", "_error_message": "wrong account or password"] as JSON)
        }
        members.withLock { _ = $0.insert(session) }
        return .json(["_error_code": "CD001", "_error_message": "정상"] as JSON)
    }

    private func statistic(_ request: WebRequest) -> WebResponse {
        guard let session = Self.session(of: request), members.withLock({ $0.contains(session) }) else {
            return .text("LOGOUT", status: 400)
        }
        let fields = Fields(request)
        return statistic(fields["bld"], fields["mktId"], fields["trdDd"])
    }

    private func statistic(_ name: String, _ part: String, _ day: String) -> WebResponse {
        guard let date = Self.date(day), ["ALL", "STK", "KSQ", "KNX"].contains(part) else {
            return .text("", status: 400)
        }
        let wanted = ["STK": "KOSPI", "KSQ": "KOSDAQ", "KNX": "KONEX"][part]
        let shares = KoreanShare.all.filter { wanted == nil || $0.market == wanted }
        let stamp = TimeZoneRules.seoul.local(clock.now)
        let time = JSON.string("\(stamp.date) \(stamp.time)")
        switch name {
        case "dbms/MDC/STAT/standard/MDCSTAT01501":
            let rows = shares.map { prices($0, on: date) }
            return .json(["OutBlock_1": .array(rows), "CURRENT_DATETIME": time] as JSON)
        case "dbms/MDC/STAT/standard/MDCSTAT03501":
            let rows = shares.compactMap { ratios($0, on: date) }
            return .json(["output": .array(rows), "CURRENT_DATETIME": time] as JSON)
        default: return .text("", status: 400)
        }
    }

    /// Nothing is said of a day that is not traded, or has not begun.
    private func day(_ share: KoreanShare, _ date: CivilDate) -> KoreanMarket.Day? {
        let now = TimeZoneRules.seoul.local(clock.now)
        guard KoreanTradingDays.isTradingDay(date), date < now.date || (date == now.date && now.time >= Self.open)
        else {
            return nil
        }
        return market.day(share, on: date)
    }

    private static let open = TimeOfDay(hour: 9, minute: 0) ?? .midnight

    private func prices(_ share: KoreanShare, on date: CivilDate) -> JSON {
        let day = day(share, date)
        let share = share.on(date)
        let change = day.map { $0.close - $0.base } ?? 0
        func text(_ value: Int64?) -> JSON { .string(value.map(Self.grouped) ?? "-") }
        return [
            "ISU_SRT_CD": .string(share.code), "ISU_CD": .string(share.isin), "ISU_ABBRV": .string(share.name),
            "MKT_NM": .string(share.market), "SECT_TP_NM": "", "TDD_CLSPRC": text(day?.close),
            "FLUC_TP_CD": change > 0 ? "1" : change < 0 ? "2" : "3",
            "CMPPREVDD_PRC": text(day.map { $0.close - $0.base }),
            "FLUC_RT": .string(day.map { Self.percent($0.close - $0.base, of: $0.base) } ?? "-"),
            "TDD_OPNPRC": text(day?.open), "TDD_HGPRC": text(day?.high),
            "TDD_LWPRC": text(day?.low), "ACC_TRDVOL": text(day?.volume), "ACC_TRDVAL": text(day?.value),
            "MKTCAP": text(day.map { $0.close * share.issued }), "LIST_SHRS": text(share.issued),
            "MKT_ID": .string(share.market == "KOSPI" ? "STK" : "KSQ"),
        ]
    }

    private func ratios(_ share: KoreanShare, on date: CivilDate) -> JSON? {
        guard let day = day(share, date) else { return nil }
        let share = share.on(date)
        guard let earnings = share.earnings else { return nil }
        func ratio(_ value: Double?) -> JSON {
            guard let value else { return "-" }
            let hundredths = Int64((value * 100).rounded())
            let rest = String(hundredths % 100)
            return .string("\(Self.grouped(hundredths / 100)).\(rest.utf8.count < 2 ? "0" : "")\(rest)")
        }
        let price = Double(day.close)
        return [
            "ISU_SRT_CD": .string(share.code), "ISU_CD": .string(share.isin), "ISU_ABBRV": .string(share.name),
            "TDD_CLSPRC": .string(Self.grouped(day.close)), "FLUC_TP_CD": "3", "CMPPREVDD_PRC": "0", "FLUC_RT": "0.00",
            "EPS": .string(earnings > 0 ? Self.grouped(Int64(earnings)) : "-"),
            "PER": ratio(earnings > 0 ? price / Double(earnings) : nil), "FWD_EPS": "-", "FWD_PER": "-",
            "BPS": .string(Self.grouped(Int64(share.bookValue))), "PBR": ratio(price / Double(share.bookValue)),
            "DPS": .string(Self.grouped(Int64(share.dividend))), "DVD_YLD": ratio(Double(share.dividend) / price * 100),
        ]
    }

    /// `-0.21`.
    private static func percent(_ change: Int64, of base: Int64) -> String {
        let hundredths = Int64((Double(change) / Double(base) * 10_000).rounded())
        let rest = String(hundredths.magnitude % 100)
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(rest.utf8.count < 2 ? "0" : "")\(rest)"
    }

    /// `1,234,567`.
    private static func grouped(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    /// Reads `20261120`.
    private static func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 8 else { return nil }
        return CivilDate("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    }

    private static func session(of request: WebRequest) -> String? {
        for pair in request.header("Cookie")?.split(separator: ";") ?? [] {
            let words = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if words.count == 2, words[0] == "JSESSIONID" { return String(words[1]) }
        }
        return nil
    }
}

extension WebResponse {
    fileprivate static func json(_ json: JSON) -> WebResponse { .json(json.bytes) }
}
