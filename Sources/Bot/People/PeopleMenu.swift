import Market
import Operations
import Store

/// The screens of the people menu as values: text and buttons.
struct PeopleMenu: Sendable {
    let people: [Person]
    /// Admins by configuration.
    let appointed: [Int64]
    let invitations: [Invitation]
    let today: CivilDate
    let owner: Int64
    let wording: Wording

    /// Everybody, the strongest role first; a button each.
    var list: RenderedMessage {
        let known = Set(people.map(\.id))
        let all = people + appointed.filter { !known.contains($0) }.map { Person(id: $0, name: "", role: .admin) }
        let ranked = all.sorted { (role(of: $1), $0.id) < (role(of: $0), $1.id) }
        var lines = ranked.prefix(Self.shown).map { person in
            let isNamed = !person.name.isEmpty && person.name != String(person.id)
            let name = isNamed ? " \(HTMLText.escape(person.name))" : ""
            let note = origin(of: person).map { " · \(wording.html($0))" } ?? ""
            return "<code>\(person.id)</code>\(name) · \(wording.name(role(of: person)))\(note)"
        }
        if ranked.count > Self.shown {
            lines.append(wording.html(PeoplePhrase.more, ["count": wording.grouped(ranked.count - Self.shown)]))
        }
        lines += invitations.map(line)
        var rows = pairs(
            ranked.prefix(Self.shown).filter { !$0.name.isEmpty }.map { person in
                button(String(person.name.prefix(18)), .person(person.id))
            }
        )
        rows += pairs(
            invitations.prefix(6).map { invitation in
                button(wording.text(PeoplePhrase.withdraw, ["id": String(invitation.id)]), .withdraw(invitation.id))
            }
        )
        rows.append([button(wording.text(PeoplePhrase.invite), .roles), close])
        return screen(wording.html(PeoplePhrase.title, ["count": wording.count(ranked.count, .person)]), rows, lines)
    }

    /// One person: what the role allows, and what can be changed.
    func card(_ person: Person) -> RenderedMessage {
        let role = role(of: person)
        let isAppointed = appointed.contains(person.id)
        var lines = [
            "<code>\(person.id)</code> · \(wording.name(role))", wording.html(role.duty),
        ]
        guard !isAppointed else {
            lines.append(wording.html(PeoplePhrase.appointedNote))
            return screen(HTMLText.escape(person.name), [[back(to: .list), close]], lines)
        }
        let others = Role.allCases.filter { $0 != role }
        var rows = pairs(others.map { button(wording.name($0), .role(person.id, $0)) })
        rows.append([back(to: .list), close])
        guard !person.isOfGroup else {
            // Only Telegram can take that role.
            lines.append(wording.html(PeoplePhrase.ofGroupNote))
            return screen(HTMLText.escape(person.name), rows, lines)
        }
        // The destructive one alone and last, never where "back" was.
        rows.append([button(wording.text(PeoplePhrase.remove), .remove(person.id))])
        return screen(HTMLText.escape(person.name), rows, lines)
    }

    /// For which role the invitation is.
    var roles: RenderedMessage {
        var rows = pairs(Role.allCases.map { button(wording.name($0), .invite($0)) })
        rows.append([back(to: .list), close])
        let lines = Role.allCases.map { "\(wording.name($0)): \(wording.html($0.duty))" }
        return screen(wording.html(PeoplePhrase.inviteTitle), rows, lines)
    }

    func back(to screen: PeopleScreen) -> RenderedMessage.Button {
        button(wording.text(CommonPhrase.back), screen)
    }

    private var close: RenderedMessage.Button { button(wording.text(CommonPhrase.close), .close) }

    /// Where a role comes from, for one that the list does not give.
    private func origin(of person: Person) -> PeoplePhrase? {
        if appointed.contains(person.id) { return .appointed }
        return person.isOfGroup ? .ofGroup : nil
    }

    private func role(of person: Person) -> Role { appointed.contains(person.id) ? .admin : person.role }

    private func line(_ invitation: Invitation) -> String {
        wording.html(
            PeoplePhrase.invitationRow,
            [
                "id": String(invitation.id), "role": wording.name(invitation.role),
                "time": wording.clock(invitation.expiresAt, today: today), "who": wording.name(of: invitation.author),
            ]
        )
    }

    private func button(_ label: String, _ screen: PeopleScreen) -> RenderedMessage.Button {
        RenderedMessage.Button(label: label, data: PeopleRoute(screen, owner: owner).payload)
    }

    private func pairs(_ buttons: [RenderedMessage.Button]) -> [[RenderedMessage.Button]] {
        stride(from: 0, to: buttons.count, by: 2).map { Array(buttons[$0..<min($0 + 2, buttons.count)]) }
    }

    private func screen(_ title: String, _ rows: [[RenderedMessage.Button]], _ lines: [String]) -> RenderedMessage {
        RenderedMessage(html: (["<b>\(title)</b>"] + lines).joined(separator: "\n"), keyboard: rows)
    }

    /// More people than that do not fit on a phone.
    private static let shown = 25
}

extension PeopleMenu {
    /// The menu as the store has it now.
    init(_ context: BotContext, _ caller: Caller) async throws {
        self.init(
            people: try await context.team(),
            appointed: context.options.admins,
            invitations: try await context.store.people.openInvitations(at: context.now),
            today: context.today,
            owner: caller.id,
            wording: caller.wording
        )
    }
}
