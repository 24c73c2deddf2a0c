/// What may not be claimed from the outbox now.
package struct OutboxClosure: Hashable, Sendable {
    /// Chats that take no texts; threads of one chat count as that chat.
    package var texts: [ChatTarget] = []
    /// Chats that take no pictures and files.
    package var uploads: [ChatTarget] = []
    /// False when no upload may leave, to whichever chat.
    package var takesUploads = true
    /// Chats that take nothing of a lane.
    package var lanes: [OutboxPriority: [ChatTarget]] = [:]
    /// Chats that take no text of a lane.
    package var busy: [OutboxPriority: [ChatTarget]] = [:]
    /// Lanes of which nothing may leave, to whichever chat.
    package var closedLanes: Set<OutboxPriority> = []

    package init() {}

    /// Chats whose limit is used up.
    package init(chats: [ChatTarget]) {
        texts = chats
        uploads = chats
    }
}
