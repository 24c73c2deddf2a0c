import Platform

/// What the form for faults offers: each kind with what it works on and the figures it understands.
enum PageFaults {
    static let kinds = JSON.array(
        Fault.Kind.allCases.map { kind in
            ["kind": .string(kind.rawValue), "sphere": .string("\(kind.sphere)"), "fields": .strings(fields(kind))]
        }
    )

    private static func fields(_ kind: Fault.Kind) -> [String] {
        switch kind {
        case .late: ["seconds"]
        case .secidDrop, .secidExtra: ["count"]
        case .extraColumn, .lostColumn: ["column"]
        case .rateLimited: ["retry_after", "times"]
        case .serverError: ["status", "times"]
        case .slow: ["seconds", "bytes_per_second", "times"]
        case .html200, .unauthorized, .forbidden, .forbiddenTooMany, .html502, .resetBefore, .resetAfter, .hang,
            .hangAfter,
            .conflict, .duplicateUpdates, .shuffledUpdates, .partialCancel, .internalNumber, .lostAnswer, .crossedBook,
            .staleLastPrice, .streamSilent, .streamDrop, .streamLimit, .duplicateEvents, .shuffledEvents:
            ["times"]
        case .deleteMessage: ["message_id"]
        case .topicClosed, .topicDeleted: ["thread"]
        case .stuck, .hole, .hi2Late, .emptyDay, .loginExpired, .kicked, .migrate, .restricted, .deactivated,
            .groupDeleted:
            []
        }
    }
}
