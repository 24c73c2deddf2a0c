import Operations
import Platform
import Store

/// The audit trail.
struct AuditEndpoints: Sendable {
    let audit: AuditStore

    var routes: [APIRoute] {
        [
            .get(
                "/api/audit",
                "audit",
                "Who did what, newest first",
                role: .admin,
                parameters: [
                    .query("q", .text(0...100), "Only lines with these words"), Page.limit, Page.cursor,
                ],
                answer: .json(Page.schema("lines", Self.line))
            ) { call in
                let limit = try Page.limit(call)
                let word = call.request.queryValue("q") ?? ""
                guard word.count <= 100 else { throw call.wrong("q", word, "at most 100 characters") }
                let lines = try await audit.latest(
                    limit: limit + 1,
                    before: try call.cursor(),
                    mentioning: word
                )
                return .json(Page.json("lines", lines, limit: limit, \.json) { $0.id })
            }
        ]
    }

    static let line = APISchema.object([
        "id": .integer, "at": .instant, "actor": .string, "action": .string, "object": .string, "before": .string,
        "after": .string, "result": .string.orNull,
    ])
}
