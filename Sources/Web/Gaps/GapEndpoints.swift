import Market
import Operations
import Platform

/// The gap scanner and the VWAP service over HTTP (seed 000).
///
/// `GET /scan?min_gap=&date=`, and `POST /vwap` or `GET /vwap` with `{"ticker": …, "uid": …, "date": …}`; a GET may also have them in its
/// query. Only the ticker is needed: `uid` is whatever another scanner calls the share, today is the usual date. Mistakes of whoever asks
/// are 400 and 404, of the source of prices 502, each with `{"error": …}`.
struct GapEndpoints {
    /// More than a question ever has; unit: bytes.
    static let largestBody = 64 << 10

    let service: any ShareLevelsService

    var routes: [Route<WebHandler>] {
        [
            .get("/scan") { request, _ in await answered { try await scan(request) } },
            .get("/vwap") { request, _ in await answered { try await levels(request) } },
            .post("/vwap") { request, _ in await answered { try await levels(request) } },
        ]
    }

    private func scan(_ request: WebRequest) async throws -> JSON {
        var minimum: Double?
        if let text = request.queryValue("min_gap"), !text.isEmpty {
            guard let number = Double(text), (-1...10).contains(number) else {
                throw Mistake("min_gap: '\(text.bounded(to: TextLimit.name))' is not a fraction from -1 to 10")
            }
            minimum = number
        }
        return try await service.scan(try date(request.queryValue("date")), minimum: minimum).json
    }

    private func levels(_ request: WebRequest) async throws -> JSON {
        let (ticker, day) = try question(request)
        guard let ticker, InstrumentID(.moex, SecID(ticker)) != nil else {
            throw Mistake("ticker: a code such as SBER is needed")
        }
        return try await service.vwap(SecID(ticker.uppercased()), try date(day)).json
    }

    private func question(_ request: WebRequest) throws -> (ticker: String?, date: String?) {
        guard !request.body.isEmpty else { return (request.queryValue("ticker"), request.queryValue("date")) }
        let body: JSON
        do {
            body = try JSON.parse(request.body)
        } catch {
            throw Mistake("the body is not JSON: \(error)")
        }
        guard body.members != nil else { throw Mistake(#"the body is not {"ticker": …, "uid": …, "date": …}"#) }
        if let date = body["date"], date != .null, date.string == nil {
            throw Mistake("date: \(CivilDate.allowed) is needed")
        }
        return (body["ticker"]?.string, body["date"]?.string)
    }

    private func date(_ text: String?) throws -> CivilDate? {
        guard let text, !text.isEmpty else { return nil }
        guard let date = CivilDate(text) else {
            throw Mistake("date: '\(text.bounded(to: TextLimit.name))' is not \(CivilDate.allowed)")
        }
        return date
    }

    /// What is wrong with a question.
    private struct Mistake: Error {
        let detail: String

        init(_ detail: String) {
            self.detail = detail
        }
    }

    private func answered(_ work: () async throws -> JSON) async -> WebResponse {
        func failure(_ status: Int, _ detail: String) -> WebResponse {
            let body: JSON = ["error": .string(Redaction.text(detail))]
            return .json(body.bytes, status: status)
        }
        do {
            return .json(try await work().bytes)
        } catch let mistake as Mistake {
            return failure(400, mistake.detail)
        } catch let error as ShareLevelsError {
            switch error.kind {
            case .unknownShare, .noData: return failure(404, error.detail)
            case .unavailable: return failure(502, error.detail)
            }
        } catch {
            return failure(503, "\(error)")
        }
    }
}
