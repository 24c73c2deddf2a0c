import Market
import Platform

/// What chats wait for.
package actor FollowUpStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// What chats wait for, the oldest first.
    package func all() throws -> [FollowUpRecord] {
        try database.query("SELECT * FROM follow_ups ORDER BY id") { row in try FollowUpRecord(row: row) }
    }
}

extension Connection {
    /// Writes a follow-up with the numbers of what it waits for; nothing where its command was not posted.
    ///
    /// - Parameter drafts: by place, nil where a message of that key was there already.
    func save(_ draft: FollowUpDraft, commands: [Int64], audit: [Int64], drafts: [Int64?]) throws {
        var command: Int64?
        var row: Int64?
        var revision: Int64?
        switch draft.subject {
        case .command(let place, let auditPlace):
            guard commands.indices.contains(place) else { return }
            command = commands[place]
            row = auditPlace.flatMap { audit.indices.contains($0) ? audit[$0] : nil }
        case .impact(let number): revision = number
        }
        try execute(
            """
            INSERT INTO follow_ups (key, command, audit, revision, answer, chat, message, has_screen, deadline, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                draft.key, command, row, revision,
                draft.answer.flatMap { drafts.indices.contains($0) ? drafts[$0] : nil },
                draft.place.chat, draft.place.message, draft.place.hasScreen, draft.deadline,
                try JSONText(draft.content),
            ]
        )
    }

    /// What changes about one that is still waited for.
    func update(_ record: FollowUpRecord) throws {
        try execute(
            "UPDATE follow_ups SET is_overdue = ?, content = ? WHERE id = ?",
            [record.isOverdue, try JSONText(record.content), record.id]
        )
    }

    func endFollowUp(_ id: Int64) throws {
        try execute("DELETE FROM follow_ups WHERE id = ?", [id])
    }

    /// A person has left the screen: the outcome must not bring it back over another.
    func leaveScreen(chat: Int64, message: Int64) throws {
        try execute("DELETE FROM follow_ups WHERE has_screen AND chat = ? AND message = ?", [chat, message])
    }
}

extension FollowUpRecord {
    init(row: Row) throws {
        let command: Int64? = try row["command"]
        self.init(
            id: try row["id"],
            subject: try command.map { .command(id: $0, audit: try row["audit"]) }
                ?? .impact(revision: try row["revision"]),
            place: FollowUpPlace(chat: try row["chat"], message: try row["message"], hasScreen: try row["has_screen"]),
            key: try row["key"],
            answer: try row["answer"],
            deadline: try row["deadline"],
            isOverdue: try row["is_overdue"],
            content: try row.json("content")
        )
    }
}
