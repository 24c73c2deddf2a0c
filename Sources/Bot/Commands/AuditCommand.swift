import Market
import Store

/// `/audit`: the latest actions, for admins.
struct AuditCommand: ChatCommand {
    let name = "audit"
    let summary = CommandPhrase.auditSummary
    let role: Role? = .admin

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let rows = try await request.desk.store.audit(limit: 15)
        guard !rows.isEmpty else { return request.reply(wording.html(CommandPhrase.auditEmpty)) }
        let lines = rows.map { row in
            let change = row.before.isEmpty && row.after.isEmpty ? "" : " \(row.before) → \(row.after)"
            let text =
                "\(wording.clock(row.at, today: request.desk.today)) \(row.actor): \(row.action) \(row.object)\(change)"
            return HTMLText.escape(text + (row.result.map { " (\($0))" } ?? ""))
        }
        let title = "<b>\(wording.html(CommandPhrase.auditTitle))</b>"
        return request.reply(([title] + lines).joined(separator: "\n"))
    }
}
