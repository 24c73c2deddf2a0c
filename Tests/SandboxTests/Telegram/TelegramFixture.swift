import Market
import Platform
import Sandbox
import TestKit

/// Requests of all four encodings, and the chats that tests of the Bot API need.
extension SandboxFixture {
    static let token = "7000000001:sandbox"
    static let forum: Int64 = -1_001_234_500_002
    /// No hot-loop guard: tests poll often.
    static func quiet(_ change: (inout SandboxOptions) -> Void = { _ in }) throws -> SandboxFixture {
        try SandboxFixture {
            $0.telegram.guardsHotLoops = false
            $0.telegram.limitsFlood = false
            change(&$0)
        }
    }

    /// A request to the Bot API with a body of its own.
    func post(_ method: String, type: String?, body: [UInt8], query: [(String, String)] = []) async -> WebResponse {
        let headers = type.map { [("Content-Type", $0)] } ?? []
        let path = "/bot\(Self.token)/\(method)"
        return await server.respond(
            to: WebRequest(method: "POST", path: path, query: query, headers: headers, body: body)
        )
    }

    /// A deed of the control surface.
    @discardableResult
    func control(_ deed: String, _ body: JSON) async throws -> JSON {
        let request = WebRequest(method: "POST", path: "/sandbox/\(deed)", body: body.bytes)
        return try JSON.parse(await server.respond(to: request).body)
    }

    /// The refusal's words; nil for a success.
    func refusal(_ method: String, _ arguments: [(String, String)] = []) async throws -> String? {
        try await call(method, arguments)["description"]?.string
    }

    func updates(_ arguments: [(String, String)] = []) async throws -> [JSON] {
        try await call("getUpdates", arguments)["result"]?.array ?? []
    }

    func fault(_ kind: Fault.Kind, _ target: FaultTarget, change: (inout Fault) -> Void = { _ in }) {
        var fault = Fault(kind, target)
        change(&fault)
        _ = server.setFault(ScheduledFault(fault, from: clock.now))
    }
}
