package import Market
package import Platform

/// Services at other addresses, asked as seed 000 says; one that has no address is asked of those built in.
///
/// The scanner: `GET <address>?min_gap=0.1`. The levels: `POST <address>` with `{"ticker": …, "uid": …, "date": …}`; a service that
/// answers 404, 405 or 501 to that is asked once more by GET with the same body, for the seed's text has both.
package struct RemoteGapServices: GapServices {
    private let scannerURL, levelsURL: String?
    private let builtIn: any GapServices
    private let http: HTTPClient
    private let timeout: Duration

    /// A scan of a whole board has some 30 kB; unit: bytes.
    private static let largestAnswer = 1 << 20

    /// - Parameter timeout: of one question; default 20 s.
    package init(
        scannerURL: String?,
        levelsURL: String?,
        builtIn: any GapServices,
        http: HTTPClient,
        timeout: Duration = .seconds(20)
    ) {
        self.scannerURL = scannerURL
        self.levelsURL = levelsURL
        self.builtIn = builtIn
        self.http = http
        self.timeout = timeout
    }

    package func gaps(minimum: Double, on date: CivilDate) async throws -> [GapFinding] {
        guard let scannerURL else { return try await builtIn.gaps(minimum: minimum, on: date) }
        let url = URLEncoding.url(scannerURL, query: [("min_gap", "\(minimum)")])
        let answer = GapServiceAnswer(url, try await json(HTTPRequest(url: url)))
        return try answer.gaps()
    }

    package func levels(of gap: GapFinding, on date: CivilDate) async throws -> LevelsFinding? {
        guard let levelsURL else { return try await builtIn.levels(of: gap, on: date) }
        let question: JSON = [
            "ticker": .string(gap.ticker), "uid": .string(gap.uid), "date": .string(date.description),
        ]
        let body = HTTPBody.bytes(question.bytes, contentType: "application/json")
        do {
            return try GapServiceAnswer(levelsURL, try await json(HTTPRequest(url: levelsURL, body: body))).levels()
        } catch let error as GapServiceError where error.wantsAnotherMethod {
            let request = HTTPRequest(method: "GET", url: levelsURL, body: body)
            return try GapServiceAnswer(levelsURL, try await json(request)).levels()
        }
    }

    private func json(_ request: HTTPRequest) async throws -> JSON {
        var request = request
        request.headers.append(("Accept", "application/json"))
        request.timeout = timeout
        request.maximumResponseBytes = Self.largestAnswer
        let response: HTTPResponse
        do {
            response = try await http.send(request)
        } catch let error as HTTPError {
            throw GapServiceError(error.kind == .tooLarge ? .tooLarge : .unreachable, url: request.url, "\(error)")
        }
        guard response.status == 200 else {
            throw GapServiceError(status: response.status, url: request.url, body: response.text)
        }
        do {
            return try JSON.parse(response.body)
        } catch {
            let start = response.text.prefix(60).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            throw GapServiceError(.notJSON, url: request.url, "the answer is not JSON: it begins with '\(start)'")
        }
    }
}
