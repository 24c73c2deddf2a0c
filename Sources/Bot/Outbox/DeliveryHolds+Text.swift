import Platform

extension DeliveryHolds {
    /// Reads what the store kept; anything unreadable counts as no wait.
    init(text: String?) {
        // A wait that is lost is asked for again by the server.
        guard let text, let holds = try? JSON.decoded(DeliveryHolds.self, from: text) else {
            self.init()
            return
        }
        self = holds
    }

    /// nil when there is nothing to keep.
    var text: String? {
        guard !isEmpty else { return nil }
        // Integers and strings always encode.
        return try? JSON.encoded(self)
    }
}
