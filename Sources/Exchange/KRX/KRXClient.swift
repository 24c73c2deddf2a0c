package import Market
package import Platform

/// Asks the statistics of data.krx.co.kr: a form by POST, rows of texts as JSON.
///
/// There is no documentation for programs; request, fields and login are those that the library pykrx uses
/// (github.com/sharebook-kr/pykrx, issues 244, 276 and 278): since 27 December 2025 a question without a member's session is answered
/// by status 400 and the word LOGOUT.
package actor KRXClient {
    private let options: KRXOptions
    private let http: HTTPClient
    private let clock: any MarketClock
    private var session: Secret<String>?
    private var nextQuestion: Timestamp?

    /// A day of all shares has some 2 MB; unit: bytes.
    private static let largestAnswer = 32 << 20
    /// Of an answer's words in an error; unit: bytes.
    private static let longestQuote = 80

    package init(options: KRXOptions, http: HTTPClient, clock: any MarketClock) {
        self.options = options
        self.http = http
        self.clock = clock
    }

    /// The rows of a statistic.
    ///
    /// - Parameters:
    ///   - statistic: its name, such as `MDCSTAT01501`.
    ///   - list: where the rows are in the answer.
    /// - Throws: ``ExchangeError``: `unauthorized` where a login is missing or refused; `CancellationError`.
    func rows(_ statistic: String, _ fields: [(String, String)], in list: String) async throws -> [KRXRow] {
        if session == nil, options.login != nil { try await logIn() }
        var response = try await ask(statistic, fields)
        if Self.isLoggedOut(response), options.login != nil {
            // The session may have run out; once.
            try await logIn()
            response = try await ask(statistic, fields)
        }
        guard !Self.isLoggedOut(response) else {
            throw ExchangeError(
                .unauthorized,
                status: response.status,
                detail: "\(statistic): the Korea Exchange answers members only; set KRX_ID and KRX_PW"
            )
        }
        guard response.status == 200 else {
            throw ExchangeError(
                response.status >= 500 ? .serverError : .rejected,
                status: response.status,
                detail: "\(statistic): \(Redaction.text(response.text, limit: Self.longestQuote))"
            )
        }
        let json: JSON
        do {
            json = try JSON.parse(response.body)
        } catch {
            let isPage = response.body.first { $0 > 0x20 } == UInt8(ascii: "<")
            throw ExchangeError(isPage ? .notData : .badPayload, status: 200, detail: "\(statistic): \(error)")
        }
        guard let rows = json[list]?.array else {
            throw ExchangeError(.badPayload, status: 200, detail: "\(statistic): no list \(list) in the answer")
        }
        return rows.map { KRXRow(statistic: statistic, json: $0) }
    }

    private func ask(_ statistic: String, _ fields: [(String, String)]) async throws -> HTTPResponse {
        try await waitForTurn()
        var request = HTTPRequest(
            url: "\(options.baseURL)/comm/bldAttendant/getJsonData.cmd",
            body: .form([("bld", "dbms/MDC/STAT/standard/\(statistic)"), ("locale", "ko_KR")] + fields)
        )
        // Questions that do not seem to come from its own page are refused.
        request.headers.append(("Referer", "\(options.baseURL)/contents/MDC/MDI/outerLoader/index.cmd"))
        if let session { request.headers.append(("Cookie", "JSESSIONID=\(session.reveal())")) }
        return try await send(request, about: statistic)
    }

    private func logIn() async throws {
        guard let login = options.login, let password = options.password else { return }
        let start = HTTPRequest(url: "\(options.baseURL)/contents/MDC/COMS/client/MDCCOMS001.cmd")
        guard let cookie = Self.session(in: try await send(start, about: "login")) else {
            throw ExchangeError(.unauthorized, detail: "login: the Korea Exchange gave no session")
        }
        var fields = [("mbrNm", ""), ("telNo", ""), ("di", ""), ("certType", "")]
        fields += [("mbrId", login.reveal()), ("pw", password.reveal())]
        var verdict = try await judge(fields, cookie)
        // Somebody else is in with this account, who then leaves.
        if verdict == Self.isInUse { verdict = try await judge(fields + [("skipDup", "Y")], cookie) }
        guard verdict == Self.isWelcome else {
            throw ExchangeError(
                .unauthorized,
                detail: "login: the Korea Exchange refused it (\(verdict)); check KRX_ID and KRX_PW"
            )
        }
        SecretRegistry.shared.add(token: cookie)
        session = Secret(cookie)
    }

    private static let isWelcome = "CD001"
    private static let isInUse = "CD011"

    private func judge(_ fields: [(String, String)], _ cookie: String) async throws -> String {
        var request = HTTPRequest(
            url: "\(options.baseURL)/contents/MDC/COMS/client/MDCCOMS001D1.cmd",
            body: .form(fields)
        )
        request.headers.append(("Cookie", "JSESSIONID=\(cookie)"))
        let response = try await send(request, about: "login")
        // A page or a failure is no verdict on the account.
        guard response.status == 200, let json = try? JSON.parse(response.body) else {
            throw ExchangeError(.notData, status: response.status, detail: "login: no verdict in the answer")
        }
        return Redaction.text(json["_error_code"]?.string ?? "no reason given", limit: Self.longestQuote)
    }

    private func send(_ request: HTTPRequest, about what: String) async throws -> HTTPResponse {
        var request = request
        request.timeout = options.timeout
        request.maximumResponseBytes = Self.largestAnswer
        do {
            return try await http.send(request)
        } catch let error as HTTPError {
            throw ExchangeError(error, path: what)
        }
    }

    private func waitForTurn() async throws {
        let now = clock.now
        let turn = max(now, nextQuestion ?? now)
        nextQuestion = turn + options.spacing
        if turn > now { try await clock.sleep(until: turn, tolerance: nil) }
    }

    private static func isLoggedOut(_ response: HTTPResponse) -> Bool {
        response.status == 400 && response.text.split(whereSeparator: \.isWhitespace) == ["LOGOUT"]
    }

    private static func session(in response: HTTPResponse) -> String? {
        for header in response.headers where header.name.lowercased() == "set-cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0] == "JSESSIONID" { return String(pair[1]) }
        }
        return nil
    }
}

/// A row of texts: numbers have commas between thousands, and `-` says nothing.
struct KRXRow: Sendable {
    let statistic: String
    let json: JSON

    /// - Throws: ``ExchangeError`` of kind `badPayload` where the field is missing.
    func text(_ field: String) throws(ExchangeError) -> String {
        guard let text = json[field]?.string else {
            throw ExchangeError(.badPayload, status: 200, detail: "\(statistic): a row without the field \(field)")
        }
        return text
    }

    /// Nil where the exchange says nothing: `-` or an empty text.
    ///
    /// - Throws: ``ExchangeError`` of kind `badPayload` where the field is missing or no number.
    func number(_ field: String) throws(ExchangeError) -> Double? {
        let text = try text(field)
        guard text != "-", !text.isEmpty else { return nil }
        guard let number = Double(text.filter { $0 != "," }), number.isFinite else {
            throw ExchangeError(
                .badPayload,
                status: 200,
                detail: "\(statistic): \(field) is no number: '\(text.bounded(to: TextLimit.name))'"
            )
        }
        return number
    }
}
