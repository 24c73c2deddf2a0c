import Foundation
import Market
import Platform

/// A Bot API on loopback that records every call and answers what the test scripted, or success.
final class FakeTelegram: Sendable {
    struct Call: Sendable {
        var method: String
        var arguments: [String: String]
        var body: String
    }

    private struct State {
        var calls: [Call] = []
        var answers: [String: [WebResponse]] = [:]
        var updates: [String] = []
        var nextMessage: Int64 = 100
        var date: Timestamp?
    }

    static let token = "42:secret-token"

    private let state = Lock(State())
    private let server: WebServer

    init() throws {
        let state = state
        server = try WebServer(maximumBodyBytes: 8 << 20) { request in
            var response = FakeTelegram.answer(request, state)
            if let date = state.withLock({ $0.date }) { response.headers.append(("Date", HTTPDate.text(date))) }
            return response
        }
    }

    var baseURL: String { server.baseURL }
    var calls: [Call] { state.withLock { $0.calls } }

    func calls(_ method: String) -> [Call] { calls.filter { $0.method == method } }

    /// Texts in the order they were posted or edited.
    var texts: [String] {
        calls.filter { $0.method == "sendMessage" || $0.method == "editMessageText" }.compactMap {
            $0.arguments["text"]
        }
    }

    /// The next calls of the method get these, in order; after them success again.
    func script(_ method: String, _ answers: WebResponse...) {
        state.withLock { $0.answers[method, default: []] += answers }
    }

    func refuse(_ method: String, _ code: Int, _ description: String, parameters: String? = nil) {
        script(method, Self.refusal(code, description, parameters: parameters))
    }

    /// Updates as JSON, given to the next poll.
    func push(_ updates: String...) {
        state.withLock { $0.updates += updates }
    }

    /// From now on answers carry this `Date`; nil: none.
    func showDate(_ date: Timestamp?) {
        state.withLock { $0.date = date }
    }

    func stop() async { await server.stop() }

    static func refusal(_ code: Int, _ description: String, parameters: String? = nil) -> WebResponse {
        let extra = parameters.map { ",\"parameters\":\($0)" } ?? ""
        let text = "{\"ok\":false,\"error_code\":\(code),\"description\":\"\(description)\"\(extra)}"
        return WebResponse(status: code, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
    }

    private static func answer(_ request: WebRequest, _ state: Lock<State>) -> WebResponse {
        let method = request.path.split(separator: "/").last.map(String.init) ?? ""
        let form = String(decoding: request.body, as: UTF8.self)
        var arguments: [String: String] = [:]
        for pair in form.split(separator: "&")
        where request.header("Content-Type")?.hasPrefix("application/x-www") == true {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? String(parts[1]).replacing("+", with: " ") : ""
            arguments[String(parts[0])] = value.removingPercentEncoding ?? value
        }
        let call = Call(method: method, arguments: arguments, body: form)
        return state.withLock { state in
            state.calls.append(call)
            if !request.path.contains("/bot\(token)/") { return refusal(401, "Unauthorized") }
            if let next = state.answers[method]?.first {
                state.answers[method]?.removeFirst()
                return next
            }
            switch method {
            case "getMe": return success(#"{"id":42,"is_bot":true,"first_name":"Mayak","username":"mayak_bot"}"#)
            case "getWebhookInfo": return success(#"{"url":"https://u:p@hooks.example.org/s3cret?k=1"}"#)
            case "getUpdates":
                defer { state.updates = [] }
                return success("[\(state.updates.joined(separator: ","))]")
            case "sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageCaption",
                "editMessageReplyMarkup", "editMessageMedia":
                state.nextMessage += 1
                return success(
                    "{\"message_id\":\(state.nextMessage),\"date\":1,\"chat\":{\"id\":1,\"type\":\"private\"}}"
                )
            case "sendMediaGroup":
                state.nextMessage += 2
                return success("[{\"message_id\":\(state.nextMessage - 1)},{\"message_id\":\(state.nextMessage)}]")
            default: return success("true")
            }
        }
    }

    private static func success(_ result: String) -> WebResponse {
        WebResponse(
            status: 200,
            headers: [("Content-Type", "application/json")],
            body: Array("{\"ok\":true,\"result\":\(result)}".utf8)
        )
    }
}
