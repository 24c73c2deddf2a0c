import Market
import Store

/// `/audit`: the latest actions, for admins; `/audit 1002` or `/audit calendar`: those that mention it.
struct AuditCommand: ChatCommand {
    let name = "audit"
    let summary = CommandPhrase.auditSummary
    let role: Role? = .admin

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let word = String((request.call.arguments.first ?? "").prefix(30))
        let rows = try await request.desk.store.audit(limit: AuditScreen.rowsShown + 1, mentioning: word)
        let screen = AuditScreen(rows: rows, word: word, today: request.desk.today, wording: request.wording)
        return request.reply(screen.html, keyboard: screen.keyboard(isFirst: true))
    }
}

/// Turning the pages of the audit trail: `v1:aud:<number of the oldest shown line>`, 0 for the latest.
struct AuditButtons: ButtonHandler {
    static let name = "aud"
    let route = AuditButtons.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard press.payload.arguments.count == 1, let before = Int64(press.payload.arguments[0]), before >= 0 else {
            return nil
        }
        guard press.caller.may(.admin) else { return .refusal(needing: .admin, press.wording) }
        return PressPlan {
            let rows = try await press.desk.store.audit(
                limit: AuditScreen.rowsShown + 1,
                before: before == 0 ? nil : before
            )
            let screen = AuditScreen(rows: rows, word: "", today: press.desk.today, wording: press.wording)
            return .edit(press.caller, screen.html, keyboard: screen.keyboard(isFirst: before == 0), at: press.now)
        }
    }
}

/// A page of the audit trail: who, when, what, and what came of it.
struct AuditScreen {
    /// One more than are shown, where there are more.
    let rows: [AuditEntry]
    /// What the rows mention; empty: all.
    let word: String
    let today: CivilDate
    let wording: Wording

    static let rowsShown = 10

    var html: String {
        let title = word.isEmpty ? wording.html(AuditPhrase.title) : wording.html(AuditPhrase.titleOf, ["word": word])
        guard !rows.isEmpty else {
            return word.isEmpty ? wording.html(AuditPhrase.empty) : wording.html(AuditPhrase.emptyOf, ["word": word])
        }
        return (["<b>\(title)</b>"] + rows.prefix(Self.rowsShown).map(text)).joined(separator: "\n")
    }

    /// Pages only of the whole trail: a search shows the newest that fit.
    func keyboard(isFirst: Bool) -> [[RenderedMessage.Button]] {
        guard word.isEmpty else { return [] }
        var row: [RenderedMessage.Button] = []
        if !isFirst { row.append(button(wording.text(AuditPhrase.newest), 0)) }
        if rows.count > Self.rowsShown {
            row.append(button(wording.text(AuditPhrase.older), rows[Self.rowsShown - 1].id))
        }
        return row.isEmpty ? [] : [row]
    }

    /// `15:51 Иван: тревога взята · #A12 staleness FO · готово`.
    private func text(_ row: AuditEntry) -> String {
        let action = AuditPhrase(action: row.action).map { wording.text($0) } ?? row.action
        let change =
            row.before.isEmpty || row.after.isEmpty
            ? [row.before, row.after].filter { !$0.isEmpty }.joined() : "\(row.before) → \(row.after)"
        let head = "\(wording.clock(row.at, today: today)) \(Self.name(of: row.actor)): \(action)"
        return HTMLText.escape(
            ([head, row.object, change, result(row)].filter { !$0.isEmpty }).joined(separator: " · ")
        )
    }

    /// Refusals and failures with their reason; a success needs no more than the word.
    private func result(_ row: AuditEntry) -> String {
        guard let result = row.result else { return wording.text(AuditPhrase.open) }
        let reason =
            result.split(separator: ":", maxSplits: 1).dropFirst().first.map { " (\(String($0).trimmed))" } ?? ""
        if result.hasPrefix("refused") { return wording.text(AuditPhrase.refused) + reason }
        if result.hasPrefix("failed") { return wording.text(AuditPhrase.failed) + reason }
        return wording.text(AuditPhrase.done)
    }

    /// `42 Иван` is Иван to a reader; `cli root` stays.
    static func name(of actor: String) -> String {
        let parts = actor.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, Int64(parts[0]) != nil else { return actor }
        return String(parts[1])
    }

    private func button(_ label: String, _ before: Int64) -> RenderedMessage.Button {
        let payload = CallbackPayload(route: AuditButtons.name, arguments: [String(before)])
        return RenderedMessage.Button(label: label, data: payload.text)
    }
}
