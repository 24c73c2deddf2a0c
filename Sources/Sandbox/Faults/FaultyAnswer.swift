import Market
import Platform

/// Turns a fault of requests into what comes over the wire.
struct FaultyAnswer {
    let fault: Fault
    let clock: any MarketClock

    static let loginPage = WebResponse.html(
        "<!DOCTYPE html>\n<html><head><title>MOEX Passport</title></head><body><form action=\"/login\"></form></body></html>\n",
        headers: [("X-MicexPassport-Marker", "denied")]
    )
    static let unauthorized = WebResponse.json("{\"error\":\"Unauthorized\"}", status: 401)

    /// An answer of the exchange: `answer` is asked for only where the fault lets the request take effect.
    func exchange(_ answer: () -> WebResponse) async -> WebResponse {
        switch fault.kind {
        case .html200: return Self.loginPage
        case .unauthorized: return Self.unauthorized
        case .forbidden: return .json("{\"error\":\"Forbidden\"}", status: 403)
        case .forbiddenTooMany: return .html("<html><body>Too Many Requests</body></html>\n", status: 403)
        case .rateLimited: return .json("{\"error\":\"Too Many Requests\"}", status: 429, headers: retryAfter)
        case .serverError:
            return .html("<html><body>Internal Server Error</body></html>\n", status: fault.status ?? 500)
        case .html502: return Self.badGateway
        case .resetBefore: return WebResponse(fault: .reset)
        case .resetAfter:
            _ = answer()
            return WebResponse(fault: .reset)
        case .slow: return await slowed(answer)
        case .hang: return Self.silence
        case .hangAfter: return Self.silent(answer())
        case .conflict, .duplicateUpdates, .shuffledUpdates: return answer()
        case .late, .stuck, .hole, .secidDrop, .secidExtra, .hi2Late, .extraColumn, .lostColumn, .emptyDay,
            .loginExpired,
            .kicked, .migrate, .deleteMessage, .restricted, .deactivated, .groupDeleted, .topicClosed, .topicDeleted:
            return answer()
        }
    }

    /// An answer of the Bot API.
    func telegram(_ answer: () async -> WebResponse) async -> WebResponse {
        switch fault.kind {
        case .unauthorized: return TelegramServer.response(.unauthorized)
        case .forbidden, .forbiddenTooMany: return TelegramServer.response(.forbidden("bot was blocked by the user"))
        case .rateLimited: return TelegramServer.response(.tooMany(fault.retryAfter ?? 5))
        case .serverError: return TelegramServer.response(.restart)
        case .html200, .html502: return Self.badGateway
        case .resetBefore: return WebResponse(fault: .reset)
        case .resetAfter:
            _ = await answer()
            return WebResponse(fault: .reset)
        case .slow:
            let response = await answer()
            return await slowed { response }
        case .hang: return Self.silence
        case .hangAfter: return Self.silent(await answer())
        case .conflict: return TelegramServer.response(PollRequest.replaced)
        case .duplicateUpdates: return UpdateSpoiler.twice(await answer())
        case .shuffledUpdates: return UpdateSpoiler.newestFirst(await answer())
        case .late, .stuck, .hole, .secidDrop, .secidExtra, .hi2Late, .extraColumn, .lostColumn, .emptyDay,
            .loginExpired,
            .kicked, .migrate, .deleteMessage, .restricted, .deactivated, .groupDeleted, .topicClosed, .topicDeleted:
            return await answer()
        }
    }

    private static let badGateway = WebResponse.html(
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body></html>\r\n",
        status: 502
    )

    private static let silence = silent(WebResponse(body: [UInt8(ascii: "{")]))

    /// Announces the body and never sends it; in-process callers get the empty body at once.
    private static func silent(_ response: WebResponse) -> WebResponse {
        var response = response
        response.fault = .stalled(afterBytes: 0)
        return response
    }

    private var retryAfter: [(String, String)] {
        fault.retryAfter.map { [("Retry-After", String($0))] } ?? []
    }

    private func slowed(_ answer: () -> WebResponse) async -> WebResponse {
        if let seconds = fault.seconds {
            // A cancelled wait means that the client has left: the answer goes nowhere anyway.
            try? await clock.sleep(for: .seconds(seconds))
        }
        var response = answer()
        if let rate = fault.bytesPerSecond { response.fault = .slowBody(bytesPerSecond: rate) }
        return response
    }
}
