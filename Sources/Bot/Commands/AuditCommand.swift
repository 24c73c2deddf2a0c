import Market
import Operations
import Store

/// `/audit`: the latest actions, for admins; `/audit 1002` or `/audit calendar`: those that mention it.
struct AuditCommand: ChatCommand {
    let name = "audit"
    let summary = CommandPhrase.auditSummary
    let role: Role? = .admin

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let word = String((request.call.arguments.first ?? "").prefix(30))
        let rows = try await request.context.store.audit.latest(limit: AuditScreen.rowsShown + 1, mentioning: word)
        let screen = AuditScreen(rows: rows, word: word, today: request.context.today, wording: request.wording)
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
            let rows = try await press.context.store.audit.latest(
                limit: AuditScreen.rowsShown + 1,
                before: before == 0 ? nil : before
            )
            let screen = AuditScreen(rows: rows, word: "", today: press.context.today, wording: press.wording)
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
        return (["<b>\(title)</b>"] + rows.prefix(Self.rowsShown).map(words.html)).joined(separator: "\n")
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

    private var words: AuditWords { AuditWords(today: today, wording: wording) }

    private func button(_ label: String, _ before: Int64) -> RenderedMessage.Button {
        let payload = CallbackPayload(route: AuditButtons.name, arguments: [String(before)])
        return RenderedMessage.Button(label: label, data: payload.text)
    }
}
