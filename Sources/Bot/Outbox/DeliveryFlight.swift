import Market
import Store

/// A message under way, as far as the choice of the next one depends on it.
struct DeliveryFlight: Hashable, Sendable {
    let target: ChatTarget
    let share: DeliveryShare
    let isUpload: Bool
    /// True once the server may have seen it.
    var wasCalled = false

    init(_ draft: OutboxDraft) {
        target = draft.target
        share = draft.priority.share
        isUpload = draft.content.isUpload
    }
}

extension OutboxDelivery {
    /// What may not be claimed now beside what is under way, and when the first closed lane opens.
    ///
    /// One place is always free for alarms, and they need not wait for an answer that is on its way to the same chat.
    func closure(at now: Timestamp) -> (closed: OutboxClosure, opens: Timestamp?) {
        var closed = OutboxClosure()
        var opens: [Timestamp] = []
        let uploads = flights.values.filter(\.isUpload)
        closed.uploads = uploads.map(\.target)
        // One place stays free for texts.
        closed.takesUploads = uploads.count < places
        let ordinary = flights.values.count { !$0.share.isAlarm }
        let strangers = flights.values.count { $0.share == .stranger }
        // Those will use up what the limiter still shows as free: one more would be taken only to be put back.
        let unbooked = flights.count { booked[$0.key] == nil && !$0.value.wasCalled }
        for lane in OutboxPriority.allCases {
            let share = lane.share
            let ready = limiter?.readyForAnyone(cost: unbooked + 1, share, at: now) ?? now
            let isFull = !share.isAlarm && ordinary >= places || share == .stranger && strangers > 0
            if ready > now { opens.append(ready) }
            if ready > now || isFull { closed.closedLanes.insert(lane) }
            let busy = flights.values.filter { !$0.isUpload && ($0.share.isAlarm || !share.isAlarm) }.map(\.target)
            closed.lanes[lane] = waiting.filter { $0.share == share }.map(\.target)
            closed.busy[lane] = busy
        }
        return (closed, opens.min())
    }

    func share(of message: Int64) -> DeliveryShare { flights[message]?.share ?? .reply }

    /// Places that all but alarms share.
    private var places: Int { max(1, options.deliveries - 1) }
}
