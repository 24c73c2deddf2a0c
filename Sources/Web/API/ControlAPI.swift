import Market
import Operations
import Platform
import Store

/// Answers the requests of the API: who asks, whether they may, once or again, and in which form.
struct ControlAPI: Sendable {
    /// More than any body of the API has; unit: bytes.
    static let largestBody = 64 << 10
    /// What an `Idempotency-Key` may have; unit: characters.
    static let keyLength = 1...200

    let routes: [APIRoute]
    private let table: RouteTable<APIRoute>
    private let gate: AccessGate
    private let store: OperationsStore
    /// The machine's: a person's pace is in real time, whatever clock the product lives by.
    private let pace = RequestPace(rate: 500, burst: 1_000)
    private let changes = RequestPace(rate: 50, burst: 200)
    private let realTime = SystemClock()
    private let clock: any MarketClock

    init(store: OperationsStore, clock: any MarketClock, appointed: [Int64], routes: [APIRoute]) {
        self.routes = routes
        table = RouteTable(routes.map { Route($0.method, $0.pattern, $0) })
        gate = AccessGate(store: store.access, appointed: appointed)
        self.store = store
        self.clock = clock
    }

    func respond(to request: WebRequest) async -> WebResponse {
        do {
            return try await answer(request)
        } catch let problem as Problem {
            return problem.response
        } catch is CancellationError {
            return Problem(.unavailable, "the server is stopping").response
        } catch let error as StoreError {
            return Self.problem(of: error).response
        } catch {
            return Problem(.unavailable, "\(error)").response
        }
    }

    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let route: APIRoute
        let path: PathParameters
        switch table.match(request.method, request.path) {
        case .found(let found, let parameters): (route, path) = (found, parameters)
        case .allows(let methods, isQuestion: true):
            return WebResponse(status: 204, headers: [("Allow", methods.joined(separator: ", "))])
        case .allows(let methods, isQuestion: false):
            let allowed = methods.joined(separator: ", ")
            throw Problem(
                .methodNotAllowed,
                "this path takes \(allowed)",
                headers: [.init(name: "Allow", value: allowed)]
            )
        case .unknownPath:
            throw Problem(.notFound, "there is nothing at this path; /api/openapi.json lists what there is")
        }
        if route.isMutation, !RequestOrigin(request).mayChange {
            throw Problem(
                .foreignOrigin,
                "changes are asked for by pages of this server, or with a token and no Origin"
            )
        }
        let caller = try await caller(of: request, route)
        try check(request.query, of: route)
        let call = APICall(request: request, path: path, caller: caller, now: clock.now)
        guard route.isMutation, let caller, let name = request.header("Idempotency-Key") else {
            return response(try await route.handler(call), to: request, route)
        }
        return try await once(name, by: caller.person.id, call, route)
    }

    private func caller(of request: WebRequest, _ route: APIRoute) async throws -> AccessHolder? {
        // A page that everybody may have is had with an old cookie too.
        guard let role = route.role else { return nil }
        guard let caller = try await gate.caller(of: request) else { throw AccessGate.missing }
        guard caller.role >= role else {
            throw Problem(.forbidden, "this needs the role \(role.rawValue); the key has \(caller.role.rawValue)")
        }
        let isInPace =
            pace.take(caller.person.id, at: realTime.now)
            && (!route.isMutation || changes.take(caller.person.id, at: realTime.now))
        guard isInPace else {
            throw Problem(.tooManyRequests, "ask more slowly", headers: [.init(name: "Retry-After", value: "1")])
        }
        return caller
    }

    private func check(_ query: [(String, String)], of route: APIRoute) throws {
        let known = route.parameters.filter { $0.place == .query }.map(\.name)
        guard let unknown = query.first(where: { !known.contains($0.0) }) else { return }
        let allowed = known.isEmpty ? "none" : known.joined(separator: ", ")
        throw Problem(
            .badRequest,
            "there is no parameter '\(unknown.0.bounded(to: TextLimit.name))'; allowed: \(allowed)"
        )
    }

    // MARK: Once

    /// Carries a named request out once; sent again, it gets the same answer.
    private func once(_ name: String, by person: Int64, _ call: APICall, _ route: APIRoute) async throws -> WebResponse
    {
        guard Self.keyLength.contains(name.count), name.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Problem(.badRequest, "Idempotency-Key: 1 to 200 visible ASCII characters are needed")
        }
        let digest = try FileDigest.sha256(
            Array("\(call.request.method) \(call.request.path)\n".utf8) + call.request.body
        )
        switch try await store.access.claim(person, named: name, digest: digest) {
        case .new: break
        case .underWay: throw Problem(.conflict, "the request of this Idempotency-Key is under way")
        case .other: throw Problem(.reusedKey, "this Idempotency-Key was sent with another request")
        case .answered(let status, let body):
            return .json(
                body,
                status: status,
                headers: [("Idempotency-Replayed", "true"), ("Cache-Control", "no-store")]
            )
        }
        do {
            let response = response(try await route.handler(call), to: call.request, route)
            let body = String(decoding: response.body, as: UTF8.self)
            try await store.access.answer(person, named: name, status: response.status, body: body)
            return response
        } catch {
            // A refusal has changed nothing: the same may be asked again once it can be granted.
            try await store.access.release(person, named: name)
            throw error
        }
    }

    // MARK: Answers

    private func response(_ answer: APIAnswer, to request: WebRequest, _ route: APIRoute) -> WebResponse {
        switch answer {
        case .response(let response): return response
        case .json(let json, let status):
            let body = json.bytes
            guard !route.isMutation, status == 200 else {
                return .json(body, status: status, headers: [("Cache-Control", "no-store")])
            }
            return EntityTagged.response(to: request, body: body, type: "application/json; charset=utf-8")
        }
    }

    /// What a rule of the store says no to.
    private static func problem(of error: StoreError) -> Problem {
        switch error.kind {
        case .notFound: Problem(.notFound, error.detail)
        case .conflict, .lastAdmin, .groupRole: Problem(.conflict, error.detail)
        case .noRight: Problem(.forbidden, error.detail)
        case .newerSchema, .foreignFile, .wrongTarget, .damaged: Problem(.unavailable, error.detail)
        }
    }
}

/// Answers that are told apart by their bytes: whoever has them already gets 304.
enum EntityTagged {
    static func response(to request: WebRequest, body: [UInt8], type: String) -> WebResponse {
        let tag = "\"\(String(FNV1a.hash(body), radix: 16))-\(body.count)\""
        let headers = [
            ("ETag", tag), ("Cache-Control", "private, no-cache"), ("Vary", "Authorization, Cookie"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        let known = request.header("If-None-Match")?.split(separator: ",").map { part in
            let text = part.drop { $0 == " " }
            return String(text.hasPrefix("W/") ? text.dropFirst(2) : text)
        }
        if let known, known.contains(tag) { return WebResponse(status: 304, headers: headers) }
        return WebResponse(headers: headers + [("Content-Type", type)], body: body)
    }
}
