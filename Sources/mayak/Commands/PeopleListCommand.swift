import Market
import Operations
import Platform
import Store

/// `mayak people list`: who has which role, and which invitations are open.
enum PeopleListCommand: Command {
    static let spec = CommandSpec(
        "people list",
        summary: "List the people with a role, and the open invitations",
        details: """
            An admin by configuration (MAYAK_ADMINS) is marked; the store cannot change that role. So is whoever has a role by
            their place in the group (telegram.group_roles); a role of their own goes before it.
            """,
        options: CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        let room = try await CommandPeople(arguments, isReading: true)
        let people = try await room.store.people.all()
        let names = Dictionary(uniqueKeysWithValues: try await room.store.people.team().map { ($0.id, $0.name) })
        let invitations = try await room.store.people.openInvitations(at: room.clock.now)
        await room.store.close()
        let strangers = room.appointed.filter { id in !people.contains { $0.id == id } }.map { id in
            Person(id: id, name: names[id].flatMap { $0 == String(id) ? nil : $0 } ?? "", role: .admin)
        }
        if arguments.flag("json") {
            let rows =
                (people + strangers).map { row($0, room) }
            let open = invitations.map { InvitationText(invitation: $0).json }
            print((["people": .array(rows), "invitations": .array(open)] as JSON).printed())
            return
        }
        if people.isEmpty, strangers.isEmpty {
            print("Nobody has a role yet: mayak people invite --role admin")
        }
        for person in people {
            let isAppointed = room.appointed.contains(person.id)
            let note = isAppointed ? "(by configuration)" : person.isOfGroup ? "(by the group)" : ""
            print(line(person.id, isAppointed ? .admin : person.role, person.name, note))
        }
        for person in strangers { print(line(person.id, .admin, person.name, "(by configuration)")) }
        for invitation in invitations { print(InvitationText(invitation: invitation).line) }
    }

    private static func line(_ id: Int64, _ role: Role, _ name: String, _ note: String) -> String {
        let words = [String(id).padded(to: 12), role.rawValue.padded(to: 9), name, note]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func row(_ person: Person, _ room: CommandPeople) -> JSON {
        let isAppointed = room.appointed.contains(person.id)
        return [
            "id": .int(person.id), "name": .string(person.name),
            "role": .string((isAppointed ? Role.admin : person.role).rawValue), "language": person.language.json,
            "by_configuration": .bool(isAppointed), "by_group": .bool(person.isOfGroup && !isAppointed),
        ]
    }
}

/// An open invitation in a list; its code is known only to whoever made it.
struct InvitationText {
    let invitation: Invitation

    var line: String {
        let end = MoscowTime.text(invitation.expiresAt)
        return "invitation \(invitation.id)  \(invitation.role.rawValue)  until \(end) МСК  by \(invitation.author)"
    }

    var json: JSON {
        [
            "id": .int(invitation.id), "role": .string(invitation.role.rawValue), "author": .string(invitation.author),
            "expires": .string(RFC3339.text(invitation.expiresAt)),
        ]
    }
}
