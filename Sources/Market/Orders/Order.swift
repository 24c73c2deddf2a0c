/// An order with what has become of it.
package struct Order: Hashable, Sendable {
    package let request: OrderRequest
    package private(set) var status = OrderStatus.sent
    package private(set) var filled = Lots.zero
    /// What the filled lots cost or brought, without fees.
    package private(set) var value = Money.zero
    package private(set) var fees = Money.zero
    package let sentAt: Timestamp
    /// When the venue, or the lack of its answer, last changed the status.
    package private(set) var changedAt: Timestamp

    package init(_ request: OrderRequest, sentAt: Timestamp) {
        self.request = request
        self.sentAt = sentAt
        changedAt = sentAt
    }

    /// One that was stored.
    package init(
        _ request: OrderRequest,
        _ status: OrderStatus,
        filled: Lots,
        value: Money,
        fees: Money,
        sentAt: Timestamp,
        changedAt: Timestamp
    ) {
        self.request = request
        self.status = status
        self.filled = filled
        self.value = value
        self.fees = fees
        self.sentAt = sentAt
        self.changedAt = changedAt
    }

    package var id: OrderID { request.id }
    package var remaining: Lots { Lots(request.lots.count - filled.count) }

    /// Books a part that traded.
    package mutating func fill(_ fill: Fill, value: Money) {
        filled = Lots(filled.count + fill.lots.count)
        self.value += value
        fees += fill.fee
        changedAt = fill.time
        if filled >= request.lots {
            status = .filled
        } else if !status.isFinal {
            status = .working
        }
    }

    /// Takes a status that is news; an ended order stays as it ended.
    package mutating func become(_ new: OrderStatus, at time: Timestamp) {
        guard !status.isFinal else { return }
        status = new
        changedAt = time
    }

    /// The one end that a venue can take back: an order that it never had has arrived.
    ///
    /// - Precondition: its status is `neverArrived`.
    package mutating func revive(at time: Timestamp) {
        precondition(status == .neverArrived, "an order that ended at the venue stays ended")
        status = .sent
        changedAt = time
    }
}
