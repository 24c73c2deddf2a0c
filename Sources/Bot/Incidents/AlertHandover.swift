import Market
import Operations
import Store

/// Puts somebody else in charge of an alert: the question to whom, and the word to whoever it is.
struct AlertHandover {
    let alert: AlertRecord
    let press: ButtonPress

    private var wording: Wording { press.wording }

    /// A button for each operator.
    var question: Reaction {
        get async throws {
            let people = try await candidates()
            let number: KeyValuePairs = ["id": String(alert.id)]
            let buttons = people.prefix(Self.shown).map { person in
                RenderedMessage.Button(
                    label: String(person.name.prefix(24)),
                    data: IncidentRoute(alert: alert.id, action: .give(to: person.id)).payload
                )
            }
            let keyboard = stride(from: 0, to: buttons.count, by: 2).map {
                Array(buttons[$0..<min($0 + 2, buttons.count)])
            }
            let html = people.isEmpty ? wording.html(HandPhrase.nobody) : wording.html(HandPhrase.pick, number)
            return .reply(press.caller, html, keyboard: keyboard, at: press.now)
        }
    }

    /// Hands it over, and calls the person by name, which their phone hears.
    func plan(to id: Int64) async throws -> PressPlan {
        guard let person = try await candidates().first(where: { $0.id == id }) else {
            return .refusal(wording.text(PeoplePhrase.nobody))
        }
        let alerts = press.context.store.alerts
        let members = alert.groupID == alert.id ? try await alerts.members(of: alert.id) : [alert]
        let given = members.filter { $0.state.isOpen && $0.firedAt != nil }
        let subject = wording.subject((given.isEmpty ? [alert] : given).map(\.key))
        return PressPlan(toast: wording.text(CommonPhrase.commandPosted)) {
            let number = String(alert.id)
            let given = wording.html(HandPhrase.given, ["id": number, "who": person.name])
            var reaction = Reaction.edit(press.caller, given, keyboard: [], at: press.now)
            let yours = wording.html(
                HandPhrase.yours,
                raw: [
                    "who": person.mention, "id": number, "subject": HTMLText.escape(subject),
                ]
            )
            reaction.add(press.caller, .text(RenderedMessage(html: yours)), at: press.now)
            reaction.post(
                .alert(.handOver(alert: alert.id, person: person.signature)),
                by: press.caller,
                action: .alertHandover,
                object: AuditObject.alert(alert).text,
                after: person.auditName,
                saysSuccess: false,
                patience: press.context.options.schedulerPatience,
                at: press.now
            )
            return reaction
        }
    }

    /// Who may act on alerts, without whoever has this one.
    private func candidates() async throws -> [Person] {
        try await press.context.team().filter { person in
            person.role >= .operator && !person.gave(alert.acknowledgedBy)
        }
    }

    private static let shown = 20
}

extension Person {
    /// The name as a link that Telegram tells the person of.
    var mention: String { HTMLText.mention(id, name) }
}

extension HTMLText {
    /// A name as a link to its owner, whom Telegram tells of it.
    static func mention(_ id: Int64, _ name: String) -> String { "<a href=\"tg://user?id=\(id)\">\(escape(name))</a>" }
}
