import Platform

extension TInvestError {
    /// What an answer is besides a good one; nil for a good one (docs/broker.md, Errors).
    ///
    /// The five figures stand in `description`, as text or as a number.
    init?(_ response: HTTPResponse, method: TInvestMethod) {
        guard response.status != 200 else { return nil }
        // Errors of the edge (a proxy, a balancer) may have no JSON.
        let json = try? JSON.parse(response.body)
        let code = json?["description"].flatMap { $0.int ?? $0.string.flatMap { Int64($0) } }.flatMap {
            Int(exactly: $0)
        }
        let words = json?["message"]?.string ?? "status \(response.status)"
        let grpc = json?["code"]?.int
        let kind: Kind
        var mayHaveBeenDone = false
        switch response.status {
        case 401: kind = .unauthorized
        case 429: kind = .rateLimited
        case 500...599 where grpc == 12: kind = .refused
        case 500...599, 408:
            kind = .serverError
            mayHaveBeenDone = true
        case 200...299, 300...399: kind = .badPayload
        default: kind = .refused
        }
        let isOwnTrouble = code.map { (70_001...70_003).contains($0) } ?? false
        let reset = response.header("x-ratelimit-reset").flatMap { Int64($0) }
        self.init(
            isOwnTrouble ? .serverError : kind,
            code: code,
            mayHaveBeenDone: mayHaveBeenDone || isOwnTrouble,
            retryAfter: kind == .rateLimited ? reset.map { .seconds(min(max($0, 0), 3_600)) } : nil,
            trackingID: response.header("x-tracking-id"),
            detail: "\(method.name): \(words)\(Self.advice(code, response.status))"
        )
    }

    /// What happened below HTTP.
    init(_ error: HTTPError, method: TInvestMethod) {
        let kind: Kind =
            switch error.kind {
            case .unreachable: .unreachable
            case .timeout: .timeout
            case .tls: .tls
            case .reset: .reset
            case .malformedReply, .tooLarge: .badPayload
            case .redirect, .invalidURL, .invalidRequest, .cancelledByShutdown, .local: .misconfigured
            }
        let advice = kind == .tls ? "; \(TInvestOptions.certificateAdvice)" : ""
        self.init(kind, mayHaveBeenDone: error.mayHaveBeenSent, detail: "\(method.name): \(error.detail)\(advice)")
    }

    private static func advice(_ code: Int?, _ status: Int) -> String {
        if status == 401 || code == 40_003 { return "; \(TInvestOptions.tokenAdvice)" }
        switch code {
        case 40_002: return "; the token may only look: make one with full access, or leave live trading off"
        case 40_004: return "; this account cannot trade: set broker.account to another"
        case 90_001: return "; switch off the confirmation by code in the broker's settings"
        default: return ""
        }
    }
}
