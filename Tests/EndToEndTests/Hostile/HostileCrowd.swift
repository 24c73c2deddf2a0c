import Platform
import TestKit

@testable import Bot

/// People of every role who say every command and press every button with arguments that nobody should give.
struct HostileCrowd {
    let rig: Rig
    private(set) var said = 0
    private(set) var pressed = 0
    private(set) var forged = 0
    private var random: SeededRandom
    /// Payloads that were on a screen, one of each shape.
    private var seen: [String: String] = [:]

    /// Name, numeric id, role on the command line; nil for strangers.
    static let people: [(name: String, id: Int, role: String?)] = [
        ("anna", 1001, nil), ("boris", 1002, "viewer"), ("carol", 1003, "operator"), ("tanya", 2001, "trader"),
        ("pavel", 1999, nil),
    ]

    init(_ rig: Rig, seed: UInt64) async throws {
        self.rig = rig
        random = SeededRandom(seed: seed)
        for person in Self.people {
            if person.id == 2001 {
                try await rig.post("user", ["name": .text(person.name), "id": .number(Double(person.id))])
            }
            try await rig.post(
                "member",
                ["chat": .text("group"), "user": .text(person.name), "standing": .text("member")]
            )
            guard let role = person.role else { continue }
            let set = try await rig.run(["people", "set", "\(person.id)", role, "--name", person.name, "--create"])
            guard set.status == 0 else { throw RigError(detail: set.errors) }
        }
    }

    /// So many rounds bring each word to each command.
    static let rounds = (HostileValues.texts.count + people.count - 1) / people.count

    /// Everybody says every command with a hostile word alone and among others, and bare, so that there is something to press.
    mutating func sayCommands(round: Int) async throws {
        for (index, command) in ChatCommands.all.enumerated() {
            for (place, person) in Self.people.enumerated() {
                let word = HostileValues.texts[(round * Self.people.count + index + place) % HostileValues.texts.count]
                let other = HostileValues.texts.randomElement(using: &random) ?? ""
                let among = [[word, other], ["FO", word], ["set", word, other], ["week", word]][(round + index) % 4]
                for arguments in (index + round).isMultiple(of: 4) ? [[], [word], among] : [[word], among] {
                    let isPrivate = (place + index + round).isMultiple(of: 2)
                    try await rig.say(
                        (["/\(command.name)"] + arguments).joined(separator: " "),
                        user: person.name,
                        in: isPrivate ? "private" : "group"
                    )
                    said += 1
                }
            }
        }
    }

    /// Somebody presses each button that is shown, and each of them again with a hostile word in each place of its payload.
    mutating func pressButtons() async throws {
        for (chat, messages) in try await screens() {
            for message in messages {
                for data in message.payloads {
                    let person = Self.people.randomElement(using: &random) ?? Self.people[0]
                    seen[Self.shape(data)] = data
                    try await push(data, on: message.messageId, in: chat, by: person.name, isForged: false)
                    pressed += 1
                }
            }
        }
        guard let anchor = try await screens().first(where: { !$0.messages.isEmpty && $0.chat == "group" }) else {
            return
        }
        for data in seen.values.sorted() {
            let parts = data.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            for place in parts.indices.dropFirst(2) {
                var changed = parts
                changed[place] = HostileValues.texts.randomElement(using: &random) ?? ""
                let person = Self.people.randomElement(using: &random) ?? Self.people[0]
                try await push(
                    String(changed.joined(separator: ":").prefix(60)),
                    on: anchor.messages[0].messageId,
                    in: anchor.chat,
                    by: person.name,
                    isForged: true
                )
                forged += 1
            }
        }
    }

    private func screens() async throws -> [(chat: String, messages: [ChatMessage])] {
        var screens: [(chat: String, messages: [ChatMessage])] = []
        for chat in ["group"] + Self.people.map({ "\($0.id)" }) {
            let shown = try await rig.messages(in: chat).filter { !$0.payloads.isEmpty }
            screens.append((chat, shown.suffix(6)))
        }
        return screens
    }

    private func push(_ data: String, on message: Int64, in chat: String, by user: String, isForged: Bool) async throws
    {
        do {
            try await rig.post(
                "press",
                [
                    "chat": .text(chat), "user": .text(user), "message_id": .number(Double(message)),
                    "button": .text(data.isEmpty ? "x" : data), "forge": .flag(isForged),
                ]
            )
        } catch is RigError {
            // The message may be gone or changed, and another person's private chat is closed: as in life.
        }
    }

    /// `v1:cal:2024:7` and `v1:cal:2025:12` have the same shape.
    private static func shape(_ data: String) -> String {
        data.map { $0.isNumber ? "9" : String($0) }.joined()
    }
}
